require "ihave";
if ihave "fileinto" { fileinto "Moss"; }
fileinto "Fern";
