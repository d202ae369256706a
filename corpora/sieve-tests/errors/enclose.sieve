require "enclose";
enclose;
enclose :subject ["a", "b"] "text";
enclose :headers 5 "text";
enclose :mime "text";
