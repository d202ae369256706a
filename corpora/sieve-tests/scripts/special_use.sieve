require ["special-use", "fileinto"];
if specialuse_exists "\\Archive" {
  fileinto :specialuse "\\Archive" "Archive";
} else { keep; }
