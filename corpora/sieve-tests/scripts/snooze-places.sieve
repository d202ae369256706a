require ["snooze", "special-use", "mailboxid"];
if header "subject" "use" {
  snooze :specialuse "\\Important" :mailbox "Later" "12:00:00";
} elsif header "subject" "id" {
  snooze :mailboxid "M-Waiting" :mailbox "Later" "12:00:00";
} else {
  snooze "12:00:00";
  keep;
}
