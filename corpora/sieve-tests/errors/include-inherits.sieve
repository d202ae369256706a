require ["include", "fileinto"]; include "inherits";
