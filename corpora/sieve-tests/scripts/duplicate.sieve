require "duplicate";
if not duplicate :header "no good" { discard; }
