require ["virustest", "variables", "relational", "comparator-i;ascii-numeric"];
if header :matches "x-expected" "*" { set "expected" "${1}"; }
if allof (virustest "${expected}",
          virustest :count "eq" :comparator "i;ascii-numeric" "1") { discard; }
