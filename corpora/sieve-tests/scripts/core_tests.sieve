if anyof (header :contains "no good" "", exists "colon:") { keep; }
else { discard; }
