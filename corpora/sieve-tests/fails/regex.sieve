require ["regex", "variables"];
set "open" "(";
if header :regex "subject" "moss${open}" { keep; }
