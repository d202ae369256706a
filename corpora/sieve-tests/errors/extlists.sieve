require ["extlists", "fileinto"];
if address :list :comparator "i;octet" "from" ":addrbook:default" { keep; }
if address :comparator "i;ascii-casemap" :list "from" ":addrbook:default" { keep; }
if address :list :is "from" ":addrbook:default" { keep; }
redirect :list;
if valid_ext_list { keep; }
fileinto :list ":addrbook:default";
