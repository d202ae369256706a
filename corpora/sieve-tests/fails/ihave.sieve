require ["ihave", "variables", "fileinto"];
fileinto "Moss";
if header :matches "subject" "*" { error "no möss: ${1}"; }
discard;
