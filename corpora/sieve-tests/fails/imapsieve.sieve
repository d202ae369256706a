require ["imapsieve", "reject", "ereject", "vacation", "envelope", "duplicate"];
if header "subject" "reject" { reject "no"; }
elsif header "subject" "ereject" { ereject "no"; }
elsif header "subject" "vacation" { vacation "Away."; }
elsif header "subject" "envelope" { if envelope "from" "a" { discard; } }
elsif duplicate { discard; }
