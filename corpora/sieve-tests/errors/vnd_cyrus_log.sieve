require "vnd.cyrus.log";
log;
log ["a", "b"];
log "a" "b";
log :copy "a";
