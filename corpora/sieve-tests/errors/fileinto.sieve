require "fileinto";
fileinto;
fileinto ["Moss", "Fern"];
fileinto "Moss" "Fern";
fileinto "";
fileinto :copy "Moss";
