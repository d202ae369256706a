require ["vacation", "reject"];
vacation "Away.";
if header "subject" "twice" { vacation "Still away."; } else { reject "no"; }
