require ["processcalendar", "reject", "ereject"];
if header "subject" "ereject first" { ereject "no"; }
processcalendar;
if header "subject" "twice" { processcalendar; }
elsif header "subject" "reject" { reject "no"; }
