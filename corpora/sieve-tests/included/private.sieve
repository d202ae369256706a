require ["variables", "editheader"];
if not string "${colour}" "" { addheader "X-Colour" "${colour}"; }
set "colour" "green";
