require ["vnd.dovecot.environment", "variables"];
if allof (environment "vnd.dovecot.config.colour" "green",
          string "${env.vnd.dovecot.config.colour}" "green") { discard; }
