require ["fileinto", "variables", "encoded-character"];
set "bytes" "${hex:ff}";
fileinto "Moss${bytes}";
