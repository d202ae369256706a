require "replace";
replace;
replace :mime :subject "a" "text";
replace :mime :from "ada@example.org" "text";
replace :from "nobody" "text";
replace ["a", "b"];
replace :copy "text";
