require "ereject";
ereject;
ereject ["a", "b"];
ereject :copy "a";
reject "a";
