require ["index", "date"];
if header :last "received" "x" { keep; }
if date :last "received" "year" "2026" { keep; }
if address :index 0 "to" "x" { keep; }
if header :index "1" "received" "x" { keep; }
if exists :index 1 "received" { keep; }
if header :index 1 :index 2 "received" "x" { keep; }
