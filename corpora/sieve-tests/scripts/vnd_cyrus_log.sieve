require "vnd.cyrus.log";
log "first";
discard;
log "second";
