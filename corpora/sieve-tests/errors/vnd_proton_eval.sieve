require ["vnd.proton.eval", "variables"];
set :eval :eval "a" "1";
set :eval "a";
if string :eval "1 + 1" "2" { keep; }
