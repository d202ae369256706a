require ["extlists", "variables"];
if header "subject" "address" {
  if address :list "from" "tag:example.com,2026:friends" { discard; }
} elsif header "subject" "entry" {
  if address :list "from"
      ["tag:example.com,2026:colours", "tag:example.com,2026:friends"] {
    if string :comparator "i;octet" "${0}" "Ada@example.org" { discard; }
  }
} elsif header :list "subject" "tag:example.com,2026:colours" {
  if string :list ["blue", "red"] "tag:example.com,2026:colours" { discard; }
}
