require ["special-use", "fileinto"];
if specialuse_exists { keep; }
if specialuse_exists ["a", "b"] "\\Junk" { keep; }
if specialuse_exists "Junk" { keep; }
fileinto :specialuse "Junk" "Spam";
keep :specialuse "\\Junk";
fileinto :specialuse ["\\Junk", "\\Trash"] "Spam";
fileinto :specialuse "\\Junk" :specialuse "\\Trash" "Spam";
