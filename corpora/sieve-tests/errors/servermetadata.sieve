require "servermetadata";
if servermetadata "/shared/admin" { keep; }
if servermetadata ["/shared/admin", "/shared/x"] "x" { keep; }
if servermetadataexists { keep; }
if servermetadataexists "/shared/admin" "x" { keep; }
if metadataexists "INBOX" "/shared/admin" { keep; }
