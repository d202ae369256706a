require ["include", "variables"];
global ["asked", "answer"];
set "answer" "${asked} is green";
