require ["envelope", "envelope-deliverby"];
if envelope :domain "bymode" "return" { keep; }
if envelope :zone "Z" "bytimeabsolute" "x" { keep; }
if envelope :zone 100 "bytimeabsolute" "x" { keep; }
if envelope "bytime" "5" { keep; }
