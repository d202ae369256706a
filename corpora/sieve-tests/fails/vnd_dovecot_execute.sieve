require ["vnd.dovecot.execute", "variables"];
set "lines" "a
b";
if header "subject" "missing" { execute "nothing"; }
else { execute "silent" "${lines}"; }
discard;
