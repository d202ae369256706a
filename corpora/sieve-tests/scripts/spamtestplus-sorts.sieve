require ["spamtestplus", "fileinto", "relational",
         "comparator-i;ascii-numeric"];
if spamtest :percent :count "eq" :comparator "i;ascii-numeric" "0" { keep; }
elsif spamtest :percent :value "eq" :comparator "i;ascii-numeric" "0" {
  redirect "ben@example.net";
} elsif spamtest :percent :value "lt" :comparator "i;ascii-numeric" "37" {
  fileinto "Trap";
} else { discard; }
