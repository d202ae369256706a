# A script as people have them.
require ["fileinto", "envelope", "copy"];

# A list has a folder of its own; the rest of the script is not for it.
if header :is "sender" "owner-gardeners@lists.example.org" {
  fileinto "Gardeners";
  stop;
}

# Mail of the house is kept, and a copy of what is urgent goes on.
if address :domain :is ["from", "to"] "garden.example" {
  if header :contains "subject" ["urgent", "frost"] {
    redirect :copy "phone@garden.example";
  }
  keep;
}
# What names nobody of us, or sells something, is put aside.
elsif anyof (not address :all :contains ["to", "cc", "bcc"]
                 ["ada@garden.example", "ada@example.org"],
             allof (header :matches "subject" "*free*seeds*",
                    not envelope "from" "shop@seeds.example"),
             size :over 2M) {
  fileinto "Aside";
} else {
  fileinto "Personal";
}
