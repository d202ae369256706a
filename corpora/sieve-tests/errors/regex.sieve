require ["regex", "comparator-i;ascii-numeric"];
if header :regex "subject" "moss(" { keep; }
if header :regex "subject" "mo[ss" { keep; }
if header :regex "subject" "*moss" { keep; }
if header :regex :is "subject" "moss" { keep; }
if header :regex :comparator "i;ascii-numeric" "subject" "1" { keep; }
