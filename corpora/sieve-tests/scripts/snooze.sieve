require ["snooze", "imap4flags"];
setflag "green";
snooze :addflags "awake" "12:00:00";
