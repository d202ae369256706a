require "include"; include "once";
