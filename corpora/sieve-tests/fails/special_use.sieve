require ["special-use", "fileinto", "variables"];
set "use" "Junk";
fileinto :specialuse "${use}" "Box";
