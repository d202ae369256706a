redirect "ben@example.net";
