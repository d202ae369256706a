require ["snooze", "special-use", "mailboxid"];
snooze;
snooze "8 am";
snooze "08:00";
snooze "25:00:00";
snooze :weekdays "7" "08:00:00";
snooze :specialuse "\\Junk" :mailboxid "M1" "08:00:00";
snooze :tzid "Europe/Berlin" :tzid "Europe/Paris" "08:00:00";
snooze :tzid "../zone" "08:00:00";
