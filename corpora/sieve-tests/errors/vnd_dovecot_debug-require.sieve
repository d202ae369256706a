debug_log "here";
