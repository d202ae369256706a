require "vacation-seconds";
vacation :seconds 60 :days 3 "Away.";
vacation :seconds 60 :seconds 70 "Away.";
vacation :seconds "60" "Away.";
keep :seconds 60;
