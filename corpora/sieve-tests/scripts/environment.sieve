require "environment";
if allof (environment "host" "mail.garden.example",
          environment "domain" "garden.example") { discard; }
