require ["vnd.proton.eval", "variables"];
if header :matches "subject" "*" { set :eval "a" "${1}"; }
