require "time-travel"; keep;
