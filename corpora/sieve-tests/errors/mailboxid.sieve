require ["mailboxid", "fileinto", "special-use"];
if mailboxidexists { keep; }
fileinto :mailboxid "M1" :specialuse "\\Junk" "Moss";
fileinto :mailboxid "M1" :mailboxid "M2" "Moss";
fileinto :mailboxid "M1";
fileinto :mailboxid ["M1", "M2"] "Moss";
keep :mailboxid "M1";
