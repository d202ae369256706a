require ["envelope", "envelope-deliverby", "variables"];
set "zone" "east";
if envelope :zone "${zone}" "bytimeabsolute" "x" { keep; }
