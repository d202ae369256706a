require ["fcc", "vacation", "enotify", "fileinto", "imap4flags", "mailbox",
         "special-use", "mailboxid", "reject"];
fileinto :fcc "Sent" "Moss";
keep :fcc "Sent";
redirect :fcc "Sent" "ben@example.net";
reject :fcc "Sent" "no";
vacation :create "Away.";
notify :flags "\\Seen" "mailto:ben@example.com";
vacation :fcc "Sent" :mailboxid "M1" :specialuse "\\Sent" "Away.";
notify :fcc "Sent" :fcc "Sent" "mailto:ben@example.com";
vacation :fcc "" "Away.";
vacation :fcc ["Sent", "Moss"] "Away.";
