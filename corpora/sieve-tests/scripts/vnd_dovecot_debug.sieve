require "vnd.dovecot.debug";
debug_log "first";
discard;
debug_log "second";
