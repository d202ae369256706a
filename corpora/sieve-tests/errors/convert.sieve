require "convert";
convert "image/tiff" "image/jpeg";
convert "tiff" "image/jpeg" "";
convert "image/tiff" "jpeg" "";
if convert "image/tiff" "image/jpeg" "width" { keep; }
convert "image/tiff" 5 "";
