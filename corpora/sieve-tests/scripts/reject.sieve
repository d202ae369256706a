require ["reject", "editheader"];
if header "subject" "header" { addheader "X-Added" "yes"; }
reject text:
I take no mail about möss.
.
;
