require "variables"; set :eval "a" "1 + 1";
