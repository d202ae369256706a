require ["duplicate", "ihave"];
if not duplicate :uniqueid "new" { error "no moss today"; }
