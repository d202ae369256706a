require ["editheader", "variables"];
set "good" "good";
if header "subject" "add" {
  addheader "no ${good}" "x";
} elsif header "subject" "delete" {
  deleteheader "no:${good}";
} else {
  set "a" "0123456789012345678901234567890123456789012345678901234567890123456";
  set "b" "${a}${a}${a}${a}${a}${a}${a}${a}";
  addheader "X-Large" "${b}${b}${b}${b}";
}
