require ["fileinto", "encoded-character"];
fileinto;
fileinto ["Moss", "Fern"];
fileinto "Moss" "Fern";
fileinto "";
fileinto :copy "Moss";
fileinto "Moss${hex:ff}";
