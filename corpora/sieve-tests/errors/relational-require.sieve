if header :value "eq" "subject" "x" { keep; }
