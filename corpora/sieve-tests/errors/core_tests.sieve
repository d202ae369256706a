if address "subject" "ben@example.net" { keep; }
if address "from" { keep; }
if exists { keep; }
if exists "a" "b" { keep; }
if size 100 { keep; }
if size :over :under 100 { keep; }
if size :over "100" { keep; }
