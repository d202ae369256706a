require ["editheader", "ihave"];
addheader "X-Added" "1";
error "no moss";
