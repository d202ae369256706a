require "extlists";
if allof (valid_ext_list "tag:example.com,2026:friends",
          valid_ext_list [":addrbook:default", "tag:example.com,2026:colours"],
          not valid_ext_list "tag:example.com,2026:none",
          not valid_ext_list [":addrbook:default", "tag:example.com,2026:none"],
          not valid_ext_list "friends",
          not valid_ext_list "urn:ietf:params:sieve:addrbook") {
  discard;
}
