require "vnd.dovecot.execute"; execute :output "out" "say";
