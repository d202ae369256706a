require ["ihave", "variables"];
if ihave { keep; }
if ihave 5 { keep; }
error;
if ihave :contains "fileinto" { keep; }
if ihave "${capability}" { keep; }
fileinto "Moss";
if ihave "fileinto" { keep; }
if ihave ["copy", "time-travel"] { keep; }
redirect :copy "ben@example.net";
