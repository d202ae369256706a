require "include"; global "a";
