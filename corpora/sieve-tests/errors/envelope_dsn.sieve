require ["envelope", "envelope-dsn"];
if envelope :domain "orcpt" "example.net" { keep; }
if envelope :localpart "notify" "NEVER" { keep; }
if envelope :all ["from", "envid"] "x" { keep; }
if envelope "bytimerelative" "60" { keep; }
