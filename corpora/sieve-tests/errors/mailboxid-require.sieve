if mailboxidexists "M1" { keep; }
