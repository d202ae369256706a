# Ada's filter. It takes the same decisions as sample.exim.
require ["fileinto", "copy", "regex", "vacation"];

# What the scanner is sure of, and what it is nearly sure of.
if anyof (header :is "X-Spam-Flag" "YES",
          header :contains "X-Spam-Level" "*****") {
  fileinto "Junk";
  stop;
}

# Reports of mail that did not arrive.
if header :matches "Content-Type" "multipart/report*" {
  fileinto "bounces";
  stop;
}

# One folder for each mailing list.
if header :contains "List-Id" "<gardening.lists.example.org>" {
  fileinto "lists/gardening";
  stop;
} elsif header :contains "List-Id" ["<filters-dev.lists.example.org>",
                                    "<filters-announce.lists.example.org>"] {
  if header :contains "Subject" "[PATCH" {
    fileinto "lists/patches";
  } else {
    fileinto "lists/filters";
  }
  stop;
} elsif exists "List-Id" {
  fileinto "lists/other";
  stop;
}

# Newsletters that are sent to me alone.
if allof (header :is "Precedence" "bulk", exists "List-Unsubscribe") {
  fileinto "newsletters";
  stop;
}

# Bills, in the languages they come in.
if anyof (header :regex "Subject" "(^|[^[:alnum:]])(invoice|receipt)([^[:alnum:]]|$)",
          header :contains "Subject" ["Rechnung", "請求書"]) {
  fileinto "invoices";
  stop;
}

# A broken build wakes whoever is on call, and is filed with the others.
if address :domain "From" "build.example.org" {
  if header :contains "Subject" "FAILED" {
    redirect :copy "oncall@example.org";
  }
  fileinto "builds";
  stop;
}

# Nobody needs to read that all is well.
if allof (header :contains "From" "(Cron Daemon)",
          header :matches "Subject" "*: OK") {
  discard;
  stop;
}

# Parcels.
if header :matches "Subject" "*order * has been*shipped*" {
  fileinto "orders";
  stop;
}

# Nothing large in the inbox.
if size :over 50000 {
  fileinto "large";
  stop;
}

# People who write to me are told that I am away; the mail stays in the inbox.
if allof (address ["To", "Cc"] "ada@example.org",
          not header :contains "From" "no-reply@",
          not exists "Auto-Submitted") {
  vacation :days 7 :addresses "ada@example.org" :subject "Away until Monday"
    "I am away until Monday and will read your mail then.

Ada";
}
