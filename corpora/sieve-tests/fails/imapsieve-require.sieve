require ["imapsieve", "reject"];
discard;
