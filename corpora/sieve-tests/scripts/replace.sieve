require ["replace", "copy"];
replace "new";
redirect :copy "ben@example.net";
