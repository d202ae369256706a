require ["vnd.cyrus.implicit_keep_target", "special-use", "mailboxid", "mailbox"];
implicit_keep_target;
implicit_keep_target :specialuse "\\Junk" :mailboxid "M1" "Moss";
implicit_keep_target ["Moss", "Fern"];
implicit_keep_target :create "Moss";
implicit_keep_target "";
