require ["vnd.dovecot.environment", "variables"];
set "env.location" "x";
if environment "location" { keep; }
