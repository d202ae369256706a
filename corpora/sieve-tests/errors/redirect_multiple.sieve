require "vnd.cyrus.redirect-multiple";
redirect ["ben@example.net", "nobody"];
redirect 5;
