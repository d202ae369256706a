require "environment";
if environment "vnd.example.colour" "green" { discard; }
