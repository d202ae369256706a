require ["reject", "fileinto", "vacation"];
if header "subject" "keep first" { keep; }
elsif header "subject" "fileinto" { fileinto "Moss"; }
elsif header "subject" "redirect" { redirect "ben@example.net"; }
elsif header "subject" "vacation" { vacation "Away."; }
elsif header "subject" "twice" { reject "once"; }
reject "no";
if header "subject" "keep last" { keep; }
elsif header "subject" "discard" { discard; }
