require "fileinto"; fileinto :mailboxid "M1" "Moss";
