require ["spamtestplus", "variables", "relational",
         "comparator-i;ascii-numeric"];
if header :matches "x-expected" "*" { set "expected" "${1}"; }
if allof (spamtest :percent "${expected}",
          spamtest :percent :count "eq" :comparator "i;ascii-numeric" "1",
          not spamtest "0") {
  discard;
}
