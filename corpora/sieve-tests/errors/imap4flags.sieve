require ["imap4flags", "variables"];
setflag;
addflag 5;
removeflag "a" "b" "c";
setflag ["a", "b"] "c";
if hasflag { keep; }
redirect :flags "a" "ben@example.net";
addflag "no-name" "a";
keep :flags;
