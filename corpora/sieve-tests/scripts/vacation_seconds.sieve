require ["vacation", "vacation-seconds"];
if header "subject" "days" { vacation :days 2 "Away."; }
elsif header "subject" "zero" { vacation :seconds 0 "Away."; }
elsif header "subject" "largest" { vacation :seconds 2147483647 "Away."; }
else { vacation :seconds 100000000 "Away."; }
