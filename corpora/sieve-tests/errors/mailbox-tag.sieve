require "fileinto"; fileinto :create "Moss";
