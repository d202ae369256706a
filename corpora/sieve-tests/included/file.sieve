require "fileinto";
fileinto "Moss";
