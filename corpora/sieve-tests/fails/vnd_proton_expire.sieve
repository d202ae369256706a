require ["vnd.proton.expire", "variables"];
set "bad" "moss";
if header "subject" "unit" { expire "${bad}" "1"; }
elsif header "subject" "amount" { expire "day" "${bad}"; }
elsif expiration "${bad}" "1" { keep; }
