require ["mailbox", "fileinto", "copy"];
if mailboxexists "Partners" { fileinto :copy "Partners"; } else { keep; }
if mailboxexists "Fern" { fileinto "Fern"; } else { discard; }
