require ["extlists", "variables"];
set "name" "friends";
if header "subject" "test" {
  if header :list "subject" "tag:example.com,2026:none" { discard; }
} elsif header "subject" "redirect" {
  redirect :list "tag:example.com,2026:none";
} elsif header "subject" "name" {
  if header :list "subject" "${name}" { discard; }
} else {
  if header :list "subject" "tag:example.com,2026:broken" { discard; }
}
