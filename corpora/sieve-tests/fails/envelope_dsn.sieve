require ["envelope", "envelope-dsn", "variables"];
set "part" "orcpt";
if envelope :domain "${part}" "example.net" { keep; }
