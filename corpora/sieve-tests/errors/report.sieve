require "vnd.dovecot.report";
report "abuse" "text";
report "not spam" "text" "abuse@example.com";
report "abuse" "text" "nobody";
report "abuse" "text" ["a@example.com", "b@example.com"];
report :copy "abuse" "text" "abuse@example.com";
