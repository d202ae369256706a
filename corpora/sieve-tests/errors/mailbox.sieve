require ["mailbox", "fileinto"];
if mailboxexists { keep; }
if mailboxexists 5 { keep; }
keep :create;
redirect :create "ben@example.net";
fileinto :create :create "Moss";
