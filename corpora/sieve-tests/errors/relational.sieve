require ["relational", "variables"];
if header :value "eqal" "subject" "x" { keep; }
if header :value 5 "subject" "x" { keep; }
if header :value "eq" :is "subject" "x" { keep; }
if header :value "${relation}" "subject" "x" { keep; }
if header :count { keep; }
