require ["vnd.cyrus.redirect-multiple", "variables"];
set "at" "@";
if header "subject" "limit" {
  redirect ["a@example.net", "b@example.net", "c@example.net", "d@example.net",
            "e@example.net"];
} else {
  redirect ["a@example.net", "${at}"];
}
