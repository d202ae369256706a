require "encoded-character";
redirect "a@${unicode:110000}.example";
