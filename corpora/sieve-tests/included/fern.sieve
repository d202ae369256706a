require "fileinto";
fileinto "Fern";
