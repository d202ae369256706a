require ["snooze", "variables", "reject"];
set "bad" "8 am";
set "zone" "Mars/Olympus";
if header "subject" "time" { snooze "${bad}"; }
elsif header "subject" "day" { snooze :weekdays "${bad}" "08:00:00"; }
elsif header "subject" "zone" { snooze :tzid "${zone}" "08:00:00"; }
elsif header "subject" "reject" { snooze "08:00:00"; reject "no"; }
else { snooze "08:00:00"; snooze "09:00:00"; }
