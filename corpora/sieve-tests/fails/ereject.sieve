require ["ereject", "reject", "fileinto", "vacation"];
if header "subject" "keep first" { keep; }
elsif header "subject" "fileinto" { fileinto "Moss"; }
elsif header "subject" "redirect" { redirect "ben@example.net"; }
elsif header "subject" "vacation" { vacation "Away."; }
elsif header "subject" "twice" { ereject "once"; }
elsif header "subject" "reject" { reject "once"; }
ereject "no";
if header "subject" "keep last" { keep; }
