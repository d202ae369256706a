require ["spamtest", "relational", "comparator-i;ascii-numeric"];
if spamtest :value "eq" :comparator "i;ascii-numeric" "0" { keep; }
elsif spamtest :value "ge" :comparator "i;ascii-numeric" "3" { discard; }
else { redirect "ben@example.net"; }
