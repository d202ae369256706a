require "body";
if body :raw :text "x" { keep; }
if body :content 5 "x" { keep; }
if body { keep; }
if body :contains "x" "y" { keep; }
if body :contains 7 { keep; }
