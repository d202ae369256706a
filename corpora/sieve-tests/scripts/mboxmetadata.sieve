require "mboxmetadata";
if anyof (metadataexists "INBOX" "comment",
          metadataexists "INBOX" "/public/comment",
          metadataexists "INBOX" "/shared/comment/",
          metadataexists "INBOX" "/shared//comment",
          metadata :contains "INBOX" "/shared/*" "") { keep; }
else { discard; }
