require "foreverypart";
break;
foreverypart :name "one" { break :name "other"; }
foreverypart;
foreverypart "x" { keep; }
foreverypart true { keep; }
foreverypart :name 5 { keep; }
foreverypart { break "x"; }
foreverypart :name "a" { break :name "A"; }
foreverypart { foreverypart { foreverypart { foreverypart {
  foreverypart { keep; }
} } } }
