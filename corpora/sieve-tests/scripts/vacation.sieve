require "vacation";
vacation :addresses ["other@example.net"] :handle "garden" :days 3 "Away.";
