require "subaddress";
if address :user :detail "to" "x" { keep; }
if header :detail "to" "x" { keep; }
if address :detail :localpart "to" "x" { keep; }
