require ["fcc", "vacation"];
vacation :fcc "Sent" :flags "\\Seen" "Away.";
vacation :fcc "Sent" :create "Away.";
vacation :fcc "Sent" :specialuse "\\Sent" "Away.";
vacation :fcc "Sent" :mailboxid "M1" "Away.";
