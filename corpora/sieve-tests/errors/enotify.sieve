require "enotify";
notify;
notify :importance "5" "mailto:ben@example.com";
notify :options "green" "mailto:ben@example.com";
notify :options "-a=b" "mailto:ben@example.com";
notify :from "nobody" "mailto:ben@example.com";
notify "mailto:ben@@example.com";
notify ["mailto:ben@example.com"];
if valid_notify_method { keep; }
if notify_method_capability "mailto:ben@example.com" "online" { keep; }
notify :id "1" "mailto:ben@example.com";
