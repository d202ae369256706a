keep "INBOX";
discard "all";
redirect;
redirect 5;
redirect :later "ben@example.net";
redirect "not-an-address";
redirect "one@example.net, two@example.net";
fileinto "Moss";
