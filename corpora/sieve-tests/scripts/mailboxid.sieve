require "mailboxid";
if anyof (mailboxidexists "", mailboxidexists "M Moss",
          mailboxidexists "M/Moss") { keep; } else { discard; }
