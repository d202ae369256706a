require ["vnd.dovecot.execute", "variables"];
if header "subject" "status" {
  if allof (execute "silent", not execute "no") { discard; }
} elsif header "subject" "output" {
  execute :output "out" "say" "moss";
  if string "${out}" "[moss]" { discard; }
} elsif header "subject" "arguments" {
  set "word" "c;d";
  execute :output "out" "say" ["a b", "$HOME", "${word}"];
  if string :comparator "i;octet" "${out}" "[a b][$HOME][c;d]" { discard; }
} elsif header "subject" "input" {
  execute :input "moss" :output "out" "upper";
  if allof (string :comparator "i;octet" "${out}" "MOSS",
            execute :pipe "has" "X-Mark: yes",
            not execute "has" "X-Mark: yes") { discard; }
} elsif header "subject" "failure" {
  set "out" "before";
  if not execute :output "out" "no" {
    if string "${out}" "before" { discard; }
  }
} elsif not execute "nothing" { discard; }
