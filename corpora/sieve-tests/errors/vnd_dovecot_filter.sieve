require ["vnd.dovecot.filter", "variables"];
filter;
filter "a/b";
filter "${program}";
if filter "say" 5 { keep; }
filter "say" "a
b";
filter :try "say";
