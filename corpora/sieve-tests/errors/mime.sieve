require ["mime", "envelope"];
if header :anychild "subject" "x" { keep; }
if header :type "content-type" "text" { keep; }
if header :mime :type :subtype "content-type" "text" { keep; }
if header :mime :param 5 "content-type" "x" { keep; }
if exists :mime :type "content-type" { keep; }
if address :mime :subtype "from" "x" { keep; }
if envelope :mime "from" "x" { keep; }
if header :mime :mime "subject" "x" { keep; }
if exists :anychild "subject" { keep; }
