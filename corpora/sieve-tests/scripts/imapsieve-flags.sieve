require ["imapsieve", "imap4flags"];
if not hasflag "green" { stop; }
removeflag "green";
if not hasflag "green" { discard; }
