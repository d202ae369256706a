require ["vnd.dovecot.report", "variables"];
set "bad" "?";
if header "subject" "type" { report "${bad}" "text" "abuse@example.com"; }
else { report "abuse" "text" "${bad}"; }
