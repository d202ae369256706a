require "reject";
reject;
reject ["a", "b"];
reject "a" "b";
reject :copy "a";
ereject "a";
