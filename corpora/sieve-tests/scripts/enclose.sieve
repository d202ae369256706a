require "enclose";
enclose :subject "Wrapped" "text";
keep;
