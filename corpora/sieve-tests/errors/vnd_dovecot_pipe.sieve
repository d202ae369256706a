require ["vnd.dovecot.pipe", "variables"];
pipe;
pipe "../sh";
pipe "${program}";
pipe :try :try "say";
pipe :copy "say";
pipe "say" 5;
if pipe "say" { keep; }
