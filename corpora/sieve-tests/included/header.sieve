require "editheader";
if allof (exists "x-main", not exists "subject") {
  addheader "X-Included" "1";
  deleteheader "x-main";
}
