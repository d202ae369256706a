require ["vnd.dovecot.pipe", "reject", "variables"];
set "lines" "a
b";
if header "subject" "twice" { pipe "say"; pipe "say" "x"; }
elsif header "subject" "argument" { pipe "say" "${lines}"; }
else { pipe "say"; reject "no"; }
