redirect "ben@example.net;
