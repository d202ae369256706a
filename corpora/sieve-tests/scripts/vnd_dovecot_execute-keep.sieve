require "vnd.dovecot.execute"; execute "silent"; execute "no";
