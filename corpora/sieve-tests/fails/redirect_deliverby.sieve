require ["redirect-deliverby", "variables"];
set "value" "never";
if header "subject" "over" {
  redirect :bytimeabsolute "2020-01-01T00:00:00Z" "ben@example.net";
} elsif header "subject" "time" {
  redirect :bytimeabsolute "${value}" "ben@example.net";
} else {
  redirect :bytimerelative 60 :bymode "${value}" "ben@example.net";
}
