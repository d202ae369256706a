require ["imapsieve", "environment", "fileinto", "copy", "enotify",
         "editheader"];
if header "subject" "facts" {
  if allof (environment "imap.cause" "FLAG", environment "imap.mailbox" "Moss",
            environment "imap.user" "ada",
            environment "imap.email" "ada@example.org",
            environment :contains "imap.changedflags" "green",
            environment "location" "MS", environment "phase" "post") {
    discard;
  }
} elsif header "subject" "actions" {
  keep;
  fileinto :copy "Moss";
  redirect :copy "ben@example.net";
  notify :message "m" "mailto:ben@example.net";
} else {
  addheader "X-Changed" "yes";
  fileinto :copy "Moss";
  keep;
}
