require "include"; include "file"; fileinto "Moss";
