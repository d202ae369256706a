require "x-cyrus-log"; log "here"; discard;
