require ["imapsieve", "environment"];
if environment "imap.cause" "COPY" { redirect "ben@example.net"; }
elsif allof (environment "imap.cause" "APPEND",
             environment "imap.changedflags" "") { discard; }
