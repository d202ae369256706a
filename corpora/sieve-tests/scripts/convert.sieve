require ["convert", "fileinto"];
convert "text/plain" "video/mpeg" "";
fileinto "Moss";
