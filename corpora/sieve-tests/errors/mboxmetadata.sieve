require "mboxmetadata";
if metadata "INBOX" "/shared/comment" { keep; }
if metadata ["INBOX", "Moss"] "/shared/comment" "x" { keep; }
if metadata "INBOX" ["/shared/comment", "/shared/x"] "x" { keep; }
if metadataexists "INBOX" { keep; }
if servermetadata "/shared/comment" "x" { keep; }
