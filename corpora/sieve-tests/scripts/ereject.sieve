require ["ereject", "variables"];
if header :matches "subject" "lines" {
  ereject text:
Not today.
Your mail about ${0} was not read.
.
;
} else {
  ereject "I take no mail about moss.";
}
if header "subject" "discard" { discard; }
