require "redirect-dsn";
redirect :notify "ALWAYS" "ben@example.net";
redirect :notify "NEVER,DELAY" "ben@example.net";
redirect :notify "" "ben@example.net";
redirect :ret "BODY" "ben@example.net";
redirect :ret "FULL" :ret "HDRS" "ben@example.net";
keep :notify "NEVER";
redirect :bytimerelative 60 "ben@example.net";
