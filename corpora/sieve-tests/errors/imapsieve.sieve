require "imapsieve";
if environment "imap.cause" "COPY" { keep; }
