if mailboxexists "Moss" { keep; }
