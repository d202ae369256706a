require ["enotify", "variables"];
set "at" "@";
set "four" "4";
set "green" "green";
if header "subject" "method" {
  notify "http:${at}";
} elsif header "subject" "uri" {
  notify "mailto:${at}${at}";
} elsif header "subject" "importance" {
  notify :importance "${four}" "mailto:ben@example.com";
} elsif header "subject" "option" {
  notify :options "${green}" "mailto:ben@example.com";
} elsif header "subject" "from" {
  notify :from "${at}" "mailto:ben@example.com";
} else {
  notify "tel:+14085550100";
}
