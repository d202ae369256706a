require ["fileinto", "variables"];
if header :contains "list-id" "<gardening.lists.example.org>" {
  fileinto "lists.gardening";
} elsif header :matches "subject" "*[*]*" {
  fileinto "lists.other";
}
