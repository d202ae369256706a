require ["vnd.dovecot.pipe", "copy"];
if header "subject" "copy" { pipe :copy "has" "X-Mark: yes"; }
else { pipe "has" ["X-Mark: yes"]; }
