require ["extlists", "copy"];
redirect :list :copy "tag:example.com,2026:friends";
