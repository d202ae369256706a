require ["vnd.cyrus.implicit_keep_target", "imap4flags", "special-use",
         "mailboxid", "ihave"];
implicit_keep_target "Moss";
addflag "green";
if header "subject" "twice" { implicit_keep_target "Fern"; }
elsif header "subject" "keep" { keep; }
elsif header "subject" "discard" { discard; }
elsif header "subject" "stop" { stop; }
elsif header "subject" "use" {
  implicit_keep_target :specialuse "\\Archive" "None";
} elsif header "subject" "id" { implicit_keep_target :mailboxid "M-Fern" "None"; }
elsif header "subject" "error" { error "no moss"; }
