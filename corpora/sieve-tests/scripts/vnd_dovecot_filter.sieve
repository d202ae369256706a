require ["vnd.dovecot.filter"];
if header "subject" "change" {
  filter "upper" "X-New: yes";
} elsif header "subject" "later" {
  keep;
  if filter "upper" {
    if header :comparator "i;octet" "subject" "LATER" { discard; }
  }
} elsif header "subject" "failure" {
  filter "no";
  if not filter "no" {
    if header :comparator "i;octet" "subject" "failure" { discard; }
  }
} elsif header "subject" "silent" {
  filter "silent";
  if header :comparator "i;octet" "subject" "silent" { discard; }
} elsif not filter "nothing" { discard; }
