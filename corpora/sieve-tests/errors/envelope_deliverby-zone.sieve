require "envelope"; if envelope :zone "+0100" "from" "x" { keep; }
