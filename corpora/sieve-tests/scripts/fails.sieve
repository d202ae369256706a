require "ihave";
error "no moss today";
