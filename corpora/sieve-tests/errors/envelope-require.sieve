if envelope "from" "ada@example.org" { keep; }
