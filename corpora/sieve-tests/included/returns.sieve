require "include";
redirect "ben@example.net";
return;
keep;
