require ["vnd.cyrus.snooze", "x-cyrus-snooze"]; snooze "12:00:00";
