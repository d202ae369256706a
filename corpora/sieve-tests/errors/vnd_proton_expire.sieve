require "vnd.proton.expire";
expire "day";
expire "week" "1";
expire "day" "ten";
expire "day" 10;
unexpire "day";
if hasexpiration "day" { keep; }
if expiration "year" "1" { keep; }
if expiration "day" { keep; }
