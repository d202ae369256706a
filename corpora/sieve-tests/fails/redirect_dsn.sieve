require ["redirect-dsn", "variables"];
set "value" "sometimes";
if header "subject" "notify" { redirect :notify "${value}" "ben@example.net"; }
else { redirect :ret "${value}" "ben@example.net"; }
