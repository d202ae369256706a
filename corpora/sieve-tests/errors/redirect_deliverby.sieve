require "redirect-deliverby";
redirect :bymode "notify" "ben@example.net";
redirect :bytrace "ben@example.net";
redirect :bytimerelative 60 :bytimeabsolute "2999-01-01T00:00:00Z" "ben@example.net";
redirect :bytimeabsolute "tomorrow" "ben@example.net";
redirect :bytimerelative 60 :bymode "bounce" "ben@example.net";
redirect :bytimerelative "60" "ben@example.net";
keep :bytrace;
redirect :notify "NEVER" "ben@example.net";
