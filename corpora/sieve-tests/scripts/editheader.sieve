require "editheader";
addheader "X-Mine" "1";
deleteheader "X-Yours";
if allof (exists "x-yours", not exists "x-mine") { discard; } else { keep; }
