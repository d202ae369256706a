require "copy";
require ["fileinto", "comparator-i;octet"];
require ["fileinto", "copy"];
fileinto :copy "Moss";
