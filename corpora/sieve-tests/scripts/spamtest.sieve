require ["spamtest", "variables", "relational", "comparator-i;ascii-numeric"];
if header :matches "x-expected" "*" { set "expected" "${1}"; }
if string "${expected}" "0" {
  if allof (spamtest "0",
            spamtest :count "eq" :comparator "i;ascii-numeric" "0") { discard; }
} elsif allof (spamtest "${expected}",
               spamtest :count "eq" :comparator "i;ascii-numeric" "1") {
  discard;
}
