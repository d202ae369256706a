require "duplicate";
if duplicate :header "x-id" :uniqueid "1" { keep; }
if duplicate :handle 5 { keep; }
if duplicate :seconds "60" { keep; }
if duplicate :header ["x-id", "y-id"] { keep; }
if duplicate "x-id" { keep; }
if duplicate :last :last { keep; }
