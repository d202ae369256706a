require "ihave";
if ihave "time-travel" {
  travel :to "yesterday";
} elsif allof (ihave "time-machine", machine "on") {
  keep;
} else {
  discard;
}
