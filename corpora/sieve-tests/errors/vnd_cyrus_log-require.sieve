log "here";
