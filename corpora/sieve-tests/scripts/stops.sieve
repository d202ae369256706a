require "fileinto";
if true { fileinto "Moss"; stop; }
redirect "ben@example.net";
