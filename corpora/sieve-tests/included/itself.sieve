require "include"; include "itself";
