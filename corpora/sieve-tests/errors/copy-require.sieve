redirect :copy "ben@example.net";
