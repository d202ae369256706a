require "include";
include :once "once";
discard;
