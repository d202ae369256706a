require "environment";
if environment "name" { keep; }
if environment ["name", "host"] "x" { keep; }
if environment "name" 5 { keep; }
