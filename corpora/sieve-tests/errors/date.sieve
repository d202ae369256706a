require "date";
if date :zone "+0100" :originalzone "date" "hour" "09" { keep; }
if date "date" "hour" { keep; }
if date ["date", "received"] "hour" "09" { keep; }
if date :zone 100 "date" "hour" "09" { keep; }
if currentdate :originalzone "hour" "09" { keep; }
if currentdate "hour" { keep; }
