require ["spamtest", "spamtestplus"]; if spamtest :percent "100" { discard; }
