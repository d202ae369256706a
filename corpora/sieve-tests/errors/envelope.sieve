require "envelope";
if envelope "colour" "green" { keep; }
if envelope "from" { keep; }
if envelope "from" 5 { keep; }
if envelope "notify" "NEVER" { keep; }
if envelope "bymode" "return" { keep; }
