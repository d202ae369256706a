require ["fileinto", "variables"];
fileinto "${none}";
