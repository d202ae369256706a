require ["extlists", "variables"];
if allof (string :list "Ada <ada@example.org>" ":addrbook:default",
          string :list "ada@example.org" ":AddrBook:%44%65fault",
          string :list "ADA@example.org"
            "urn:ietf:params:sieve:addrbook:DEFAULT",
          not string :list "dot@example.org" ":addrbook:default") {
  discard;
}
