require ["enclose", "copy"];
enclose :subject "Careful" "text";
redirect :copy "ben@example.net";
