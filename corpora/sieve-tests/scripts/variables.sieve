require "variables";
set "a" "123456789ö";
if allof (string "${a}" "123456789", not string "${a}" "123456789ö") {
  discard;
}
