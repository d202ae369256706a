# The same decisions as real.exim, for the lists, patches and spam of real
# mail: nearly every message takes some way other than the inbox.
require ["fileinto", "envelope", "regex", "body"];

if anyof (header :regex "subject" "^\\[ilug(-social)?\\]",
          header :contains "list-id" "ilug.linux.ie") {
  fileinto "ilug";
  stop;
}

# Bulk is noted and then sorted on.
if header :is "precedence" ["bulk", "list"] {
  fileinto "bulk";
}

if header :contains "list-id" "<fork.xent.com>" {
  if anyof (address :domain "from" "yahoo.com",
            address :domain :matches "from" "*.edu") {
    fileinto "fork-friends";
  } else {
    fileinto "fork";
  }
  stop;
} elsif header :regex "list-id" "<(razor-users|spamassassin-[a-z]+)\\." {
  fileinto "antispam";
  stop;
} elsif exists "list-id" {
  fileinto "lists";
}

if address :domain ["to", "cc"] "vger.kernel.org" {
  fileinto "kernel";
}

if header :regex "subject" "\\[[^]]*PATCH[^]]*\\]" {
  fileinto "patches";
}

if anyof (header :regex "subject"
            "[0-9]{2,}[[:space:]]*%|\\$ *[0-9]+|(^|[^[:alnum:]_])free([^[:alnum:]_]|$)|!!+",
          allof (header :contains "content-type" "text/html",
                 not exists "list-id",
                 body :raw :contains "click here")) {
  fileinto "spam";
  stop;
}

if anyof (envelope :domain :matches "from" "*.org",
          envelope :localpart :matches "from" "owner-*") {
  fileinto "senders";
}

if allof (size :over 20000,
          not header :contains "content-type" "multipart/") {
  fileinto "long";
}

if allof (body :raw :regex "http://[a-z.]*sourceforge\\.net/",
          not anyof (header :contains "x-mailer" "evolution",
                     header :contains "user-agent" "mutt")) {
  fileinto "sourceforge";
}

if header :contains "received" ".sourceforge.net" {
  fileinto "relayed";
}
