require "ihave";
if allof (ihave "envelope", envelope "from" "sender@example.com",
          not ihave "time-travel", not allof (ihave "clock", clock "late")) {
  discard;
}
