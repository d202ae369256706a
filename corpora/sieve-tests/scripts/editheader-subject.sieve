require "editheader";
deleteheader "Subject";
addheader "X-Mine" "1";
if anyof (exists "subject", exists "x-mine") { stop; }
addheader "Subject" "new";
if header "subject" "new" { discard; }
