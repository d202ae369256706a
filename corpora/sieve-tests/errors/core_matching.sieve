if header :comparator "i;klingon" "subject" "x" { keep; }
if header :is :contains "subject" "x" { keep; }
if header :comparator "i;octet" :comparator "i;octet" "subject" "x" { keep; }
if address :domain :localpart "from" "x" { keep; }
if header :nearly "subject" "x" { keep; }
if header :domain "subject" "x" { keep; }
if header :comparator "i;ascii-numeric" "subject" "1" { keep; }
if header :is "subject" 5 { keep; }
