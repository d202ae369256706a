wobble "x";
require "fileinto";
elsif true { keep; }
if true { keep; }
keep;
else { discard; }
if { keep; }
keep { discard; }
if maybe { keep; }
stop "now";
if not (true, false) { keep; }
header "subject" "x";
if true { keep; } else { discard; } else { stop; }
