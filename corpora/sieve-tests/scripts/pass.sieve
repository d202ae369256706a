require ["fileinto", "copy", "imap4flags"];
addflag "passed";
fileinto :copy "Moss";
keep;
