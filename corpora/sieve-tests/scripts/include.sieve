require ["include", "variables", "editheader", "relational",
         "comparator-i;ascii-numeric"];
if header "subject" "places" {
  include :personal "file";
  include :global "throw";
  include "fern";
} elsif header "subject" "personal" {
  include "file";
} elsif header "subject" "return" {
  include "returns";
  discard;
} elsif header "subject" "stop" {
  include "stops";
  discard;
} elsif header "subject" "main" {
  return;
  discard;
} elsif header "subject" "twice" {
  include "returns";
  include "returns";
} elsif header "subject" "count" {
  global "count";
  set "count" "";
  include :once "count";
  include "count";
  include :once "count";
  if string "${count}" "xx" { discard; }
} elsif header "subject" "optional" {
  include :optional "nowhere";
  discard;
} elsif header "subject" "private" {
  set "colour" "red";
  include "private";
  if allof (string "${colour}" "red", not exists "x-colour") { discard; }
} elsif header "subject" "shared" {
  global ["asked", "answer"];
  set "asked" "moss";
  include "answers";
  if string "${answer}" "moss is green" { discard; }
} elsif header "subject" "space" {
  set "global.asked" "fern";
  include "answers";
  if string "${global.answer}" "fern is green" { discard; }
} elsif header "subject" "header" {
  addheader "X-Main" "1";
  deleteheader "subject";
  include "header";
  if allof (exists "x-included", not exists "x-main") { discard; }
}
