require "spamtest";
if spamtest { keep; }
if spamtest ["1", "2"] { keep; }
if spamtest :percent "1" { keep; }
if spamtest 5 { keep; }
