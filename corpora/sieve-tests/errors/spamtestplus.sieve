require ["spamtestplus", "virustest"];
if virustest :percent "1" { keep; }
if spamtest :percent :percent "1" { keep; }
if spamtest :percent { keep; }
