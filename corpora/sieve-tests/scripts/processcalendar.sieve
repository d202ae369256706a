require ["processcalendar", "variables", "editheader", "extlists"];
if header "subject" "addresses" {
  processcalendar :addresses "other@example.net" :outcome "o" :reason "r";
} elsif header "subject" "public" {
  processcalendar :allowpublic :outcome "o" :reason "r";
} elsif header "subject" "updates" {
  processcalendar :updatesonly :outcome "o" :reason "r";
} elsif header "subject" "calendar" {
  processcalendar :calendarid "garden" :outcome "o" :reason "r";
} elsif header "subject" "organizers" {
  processcalendar :organizers "tag:example.com,2026:friends" :outcome "o"
    :reason "r";
} else {
  processcalendar :deletecancelled :outcome "o" :reason "r";
}
addheader "X-Outcome" "${o} (${r})";
redirect "ben@example.net";
