require "include";
include "file";
include :global "throw";
