require ["imapsieve", "ihave", "envelope", "duplicate"];
if not ihave ["reject", "ereject", "vacation"] { stop; }
if header "subject" "reject" { reject "no"; }
elsif header "subject" "ereject" { ereject "no"; }
elsif header "subject" "vacation" { vacation "Away."; }
elsif header "subject" "envelope" { if envelope "from" "a" { discard; } }
elsif duplicate { discard; }
