require "variables";
set "a";
set "1" "x";
set "no-name" "x";
set "space.a" "x";
set :lower :upper "a" "x";
set :lowerfirst :upperfirst "a" "x";
set :length :length "a" "x";
set "${a}" "x";
redirect "${space.a}@example.net";
if string "a" { keep; }
set "a" ["x", "y"];
redirect "${99}@example.net";
