require "vnd.dovecot.report";
report "abuse" "text" "abuse@example.com";
