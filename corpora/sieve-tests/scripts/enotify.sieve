require "enotify";
notify :message "m" "mailto:ben@example.com";
notify :message "m" "mailto:cy@example.com";
