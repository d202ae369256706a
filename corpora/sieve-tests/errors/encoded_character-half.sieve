require ["encoded-character", "fileinto"];
fileinto "a${unicode:d800}";
