require "foreverypart";
foreverypart { stop; }
discard;
