require ["vnd.cyrus.imip", "variables", "editheader", "reject"];
if header "subject" "updates" {
  processimip :updatesonly :outcome "o" :errstr "e";
} elsif header "subject" "invites" {
  processimip :invitesonly :outcome "o" :errstr "e";
} else {
  processimip :deletecanceled :outcome "o" :errstr "e";
}
if header "subject" "reject" { reject "no"; stop; }
addheader "X-Outcome" "${o} (${e})";
redirect "ben@example.net";
