# SPDX-License-Identifier: MIT
"""Command lines, messages and filters for exim_frame_test.py, by hand."""

PLAIN = b"From: a@b\nTo: c\nSubject: hi\nX-A: 1\n\nbody\n"
LINE = b"From a@b Mon Jan  1 00:00:00 2024\n"

# Everything that the reading of a message decides on.
SHOW = b"""# Exim filter
testprint "$sender_address $return_path $message_headers_raw"
testprint "$message_size $message_body_size $message_linecount"
testprint "$body_linecount $body_zerocount $max_received_linelength"
testprint "$received_count $message_body"
"""

ORIGIN = b"""# Exim filter
testprint "a=$sender_host_address n=$sender_host_name p=$received_protocol"
testprint "t=$sender_ident q=$sender_host_port f=$sender_fullhost"
testprint "r=$sender_rcvhost u=$sender_host_authenticated i=$authenticated_id"
testprint "s=$authenticated_sender d=$interface_address o=$interface_port"
testprint "$local_part|$domain|$local_part_prefix|$local_part_suffix|$home"
testprint "$original_local_part $recipients $recipients_count $caller_uid"
"""

ACTIONS = b"""# Exim filter
deliver a@b
unseen deliver "a b <x@y>"
noerror deliver q
save /x/y
unseen save "a b\\n\\001\\200" 0640
noerror save x 7
save x 99999
pipe "/bin/x a\\nb $h_to: \\200"
unseen noerror pipe "|foo"
mail
seen mail to "x\\n y" cc a bcc b from f reply_to r subject "s\\200" \
  extra_headers "X: y\\nZ: z" text "tx\\tt\\n\\001\\\\\\b\\v\\f\\r" \
  expand file "x" return message log l once o once_repeat 7k
noerror mail to x file fi
vacation
seen noerror vacation to x file f
vacation text "hi"
add 1 to n1
add "--5" to n2
testprint "a\\tb\\177\\200\\001\\\\z"
seen testprint x
headers charset "x\\001y"
logfile "a\\nb" 0600
seen noerror logfile x
seen logwrite x
noerror logwrite "x\\ny"
if $h_subject: contains hi then seen finish endif
testprint no
""".replace(b"\\\n", b" ")

MESSAGES = [
    b"", b"\n", b"body\n", b"body", b"Subject: x", b"Subject: x\n\n",
    b"Subject: x\nbody\nmore\n", b"A b: c\n folded\nd\n", b" folded\nx\n",
    b"X: a\r\nTo: b\r\n\r\nc\r\nd\r\n", b"X: a\rY: b\r\n\r\nz\ry\r\n",
    b"X: a\r\nY: b\nZ: c\r\n\r\nd", b"X: y\r\n\nb", b"X: y\r\n.\nb\r\n",
    b"X: y\n.\r\nb\n", b".\nabc\n", b".", b"X: y\n.", b"X: y\n\n.\nb",
    b"X: y\n\na\n.\nb\n", b"X: y\n\na\n.", b"X: y\n\na\n..\nb\n..c",
    b"X: y\n\n\n\nb\n\n", b"X: y\n\n\r\n.\r\nb\r\n",
    b"Subject: x\n folded\n\t\n  \nTo: z\n\nb", b"X: a \t\nY: b\n \v\n\nc",
    LINE + b"X: y\n\nb", LINE + LINE.replace(b"a@b", b"c") + b"X: y\n\nb",
    LINE + b"\nX: y\n", LINE.replace(b"a@b", b"<>") + b"X: y\n\n",
    LINE.replace(b"a@b", b"MAILER-DAEMON") + b"X: y\n\nb",
    LINE.replace(b"a@b", b"a@@b") + b"X: y\n\n", b"From bogus\nX: y\n\nb",
    b"From a Fri, 7 Jan 97 14:00:00 GMT\nX: y\n\n",
    b"From a Fri Jan  5 12:35 GMT 1996\nX: y\n\n",
    b"From a Jan 51 1:2\nX: y\n\n", b"From a 7 Jan 197 14:00\nX: y\n\n",
    b">" + LINE + b"X: y\n\nb", b"X: y\n" + LINE + b"Z: y\n\nb",
    b"From: x@y\nReturn-path: <q@w>\nReturn-Path: zz\nX: y\n\nb",
    b"Return-path: <>\n\nb", b"Return-path: bad bad\n\nb",
    b"Delivery-date: x\nEnvelope-to: y\nX: z\n\nb",
    b"X: a\0b\n\nb\0\0c\n", b"A b\0: c\nd\0\n", b"\0X: y\nb", b".\0X\nb\0",
    b"X\x80: a\n\x01Y: b\n\n", b"X : a\nY\t: b\nZ\v: c\n: d\n\nb",
    b"X: " + b"y" * 5000 + b"\n\nb", b"X: y\n\n" + b"\xe4\xff\x80" * 400,
    b"Received: a\nReceived: b\nreceived : c\n\nb",
    b"From: root\nX: y\n\n", b"From:\n rOOt\n\n", b"From: root \n\n",
    b"From: root\nFrom: a\nX: y\n\n", b"Sender: q\n\n", b"Date:\nFrom:\n\n",
    b"X: a\nResent-To: b\nDate: d\n\n", b"Resent-From: root\nFrom: root\n\n",
    b"Resent-Date: q\nResent-Sender: x\nResent-Reply-To: y\n\n",
]

# To: fields with addresses that lack a domain.
ADDRESSES = [
    "a", "a,b", " a ,  b ", ",a,,b", "a b", "a <b>, <c>", "x <a", "a@", "@b",
    "g: a, b; , c", "g: a; b, c", "g: a;, h: b;, c", "x: y: z;", "a:b",
    "a (c)", "(c) a(d),b", "x < (c) b (d) >", "a (c) . b", "\"q q\" . r",
    "a <@r:b>", "a <@r:b@c>", "a\\,b, c", "\"a, b\" <c>, d", "\xe9 <b>",
    "a,\n b", "a\n ,b\n c", "<>", "(a, b", "\"a, b", "a.", "..", "[a]",
    "x" * 18 + ", b", "x" * 17 + ", b", "x" * 30 + ",\n b, c",
    "a, b, c, d, e, f", "a@b.cccccccccccccccccccccccccc,\n c, d",
    "x" * 250 + ", y", "x" * 300 + ", y"]

# Values that are cut: a reference gives 64 KiB of a header. To: is joined by
# ",\\n", others by "\\n".
LETTERS = b"abcdefghij" * 7000
CUT = b"""# Exim filter
testprint "${strlen:$h_to:} ${md5:$h_to:} ${strlen:$bh_to:} ${md5:$bh_to:}"
testprint "${strlen:$rh_to:} ${md5:$rh_to:} ${strlen:$lh_to:} ${md5:$lh_to:}"
testprint "${strlen:$message_headers} ${strlen:$message_headers_raw}"
testprint "${md5:$message_headers} ${md5:$message_headers_raw}"
testprint "${md5:$reply_address} ${strlen:$reply_address}"
"""
CUT_VALUES = [
    *[[LETTERS[:size]] for size in (65534, 65535, 65536, 65537, 70000)],
    *[[LETTERS[:size]] * 2 for size in (32766, 32767, 32768, 65535, 65536)],
    [LETTERS[:30000]] * 3, [LETTERS[:20000]] * 4, [b":" * 40000],
    [b":" * 65536], [b":" * 30000, b":" * 4000, b":" * 30000],
    [LETTERS[:65530] + b" " * 20 + b"z"], [LETTERS[:65533], b"", b" ", b"xyz"],
    [b"=?utf-8?q?abcdefgh=C3=A4?=\n " * 3000], [b"\xe4" * 70000],
    [LETTERS[:65500] + b" =?utf-8?q?abcdefghijklmnopqrstuvwxyz=C3=A4?="]]

READING = [[], ["-oi"], ["-bnq"], ["-f", "s@t", "-i"], ["-oMa", "1.2.3.4"],
           ["-f", "<>"], ["-F", "A. Name"]]

# Command lines behind which ORIGIN is run.
OPTIONS = [
    [], ["-f", "x@y"], ["-f", "<>"], ["-f", ""], ["-fx@y"], ["-r", "q"],
    ["-rq@z"], ["-f", "a", "-f", "b"], ["-f", "Foo <a@b> (c)"],
    ["-f", "\"a b\"@c"], ["-f", "@x:a@b"], ["-f"], ["-r"], ["-f", "a b"],
    ["-f", "a@"], ["-f", "a@[1.2.3.4]"], ["-f", "a,b"], ["-f", "g: a;"],
    ["-f", "a@b."], ["-f", " "], ["-F"], ["-F", "x"], ["-Fx"],
    ["-bfd", "d", "-bfl", "U", "-bfp", "p-", "-bfs", "-s"], ["-bfd", ""],
    ["-bfl", ""], ["-bfp", ""], ["-bfd"], ["-bfx"], ["-bfx", "y"],
    ["-oMa", "1.2.3.4", "-oMs", "h"], ["-oMs", "h", "-oMt", "i"],
    ["-oMa", "1.2.3.4.25", "-oMs", "h", "-oMt", ""],
    ["-oMa", "[::1]:25", "-oMs", "h"], ["-oMa", "::1.25", "-oMs", "h"],
    ["-oMa", "1.2.3.4.-1", "-oMs", "h"], ["-oMa", "foo"], ["-oMa", ""],
    ["-oMa", "1.2.3"], ["-oMa", "1.2.3.4:25"], ["-oMa"], ["-oM"],
    ["-oMx"], ["-oMz", "x"], ["-oMi", "1.2.3.4"], ["-oMi", "1.2.3.4.25"],
    ["-oMi", "foo"], ["-oMr", "esmtp"], ["-oMr", "x", "-oMr", "y"],
    ["-oMai", "i", "-oMas", "s@t", "-oMaa", "p"], ["-oMm", "x"],
    ["-oMm", "1abcde-000001-AB"], ["-f", "x@y", "-oMas", "q"],
    ["-"], ["foo"], ["--", "foo"], ["--"], ["-bm"], ["-em"],
    ["-ex"], ["-e"], ["-oem"], ["-odq"], ["-od"], ["-n"], ["-m"],
    ["-B8BITMIME"], ["-h", "3"], ["-help"], ["-G"], ["-U"], ["-x"], ["-Ac"],
    ["-E"], ["-dropcr"], ["-pd"], ["-L", "x"], ["-X", "q"], ["-oX", "25"],
    ["-oP", "x"], ["-or", "5s"], ["-os5s"], ["-oA", "x"], ["-oB", "5"],
    ["-oB"], ["-om"], ["-oo"], ["-oi"], ["-oitrue"], ["-i"], ["-ix"],
    ["-O", "x=y"], ["-O"], ["-tls-on-connect"], ["-vq"], ["-b"], ["-bz"],
    ["-o"], ["-oz"], ["-T"], ["-dz"], ["-d+foo"], ["-D"], ["-DX=y"],
    ["-Dx=y"], ["-DX=1", "-DX=2"], ["-DF.O=1"],
    ["-bf", "origin", "-Gx"], ["-p", "x" * 318 + ":" + "y"],
    ["-p", "x" * 65 + ":y"], ["-p", "x" * 320 + ":"]] + [
        [flag, "x" * size] for flag, most in (
            ("-f", 1024), ("-r", 1024), ("-F", 256), ("-bfd", 255),
            ("-bfl", 64), ("-bfp", 64), ("-bfs", 64), ("-oX", 1024),
            ("-oMa", 45), ("-oMaa", 64), ("-oMai", 256), ("-oMas", 256),
            ("-oMi", 45), ("-oMr", 64), ("-oMs", 255), ("-oMt", 512),
            ("-p", 64)) for size in (most, most + 1)]

# What needs an MTA: refused by its name, whatever Exim says to it.
REFUSED = ["-bd", "-bdf", "-bh", "-bi", "-bI:sieve",
           "-bmalware", "-bp", "-bP", "-brt", "-bS", "-bs", "-bt", "-bv",
           "-bV", "-bw", "-C", "-M", "-Mrm", "-q", "-qff", "-R", "-S", "-t",
           "-z"]

USER = b"""# Exim filter
testprint "$n1 $n2 $sn1 $sn9 $recipients $recipients_count $h_subject:"
testprint "$message_headers_raw|$h_x-b:|$message_size $received_count"
if delivered then testprint d endif
add 5 to n1
testprint "$n1 $sn1 $0 $1 $reply_address"
if $h_x-b: is y then save /x endif
if personal then testprint p endif
testprint "<$thisaddress> $h_x-c:"
logwrite l
"""
SYSTEM = [
    b"", b"finish\n", b"seen finish\n", b"save /x\nadd 1 to n1", b"xx\n",
    b"testprint \"${foo\"\n", b"fail", b"fail text x\n", b"freeze \"a\\nb\"",
    b"defer text \"<<log>>bounce\"\ntestprint x", b"seen fail text a",
    b"unseen noerror defer", b"fail text", b"fail foo",
    b"fail text \"" + b"x" * 1001 + b"\"", b"freeze text $h_subject:\n",
    b"if personal then fail endif", b"headers add \"\"\nheaders remove \"\"",
    b"add 3 to n1\nadd -2 to n9\nheaders add \"X-B: y\"\nheaders remove "
    b"subject\nif $h_x-a: matches \"(.)\" then testprint \"$1\" endif\n"
    b"testprint \"$n1 $sn1 $recipients $h_x-b: $message_headers_raw\"\n",
    b"headers add \"Subject: two\"\nheaders add \"A: b\\nC: d\\n e\"\n"
    b"headers add nocolon\nheaders add \"Received: x\"\n",
    b"headers remove \"received:from:X-A:x-b\"\nheaders add \"X-B: y\"\n"
    b"headers add \"Reply-To: q@q\"\ntestprint $reply_address\n",
    b"headers charset iso-8859-1\ndeliver x@y errors_to z@w\n",
    b"headers charset us-ascii\nheaders add \"X-C: =?utf-8?q?caf=C3=A9?=\"\n"
    b"testprint $h_x-c:\nlogfile /l 0600\nlogwrite s\n",
    b"headers add \"X-B: a\\r\\n b\\r\"\nheaders add \"X-C: c\\r\\n\"\n"
    b"testprint \"$h_x-b:|$rh_x-b:|$lh_x-b:|$rh_x-c:|$message_headers\"\n",
    b"headers remove to\nheaders add \"To: $recipients\"\nif foranyaddress "
    b"$h_to: ($thisaddress is $recipients) then testprint $thisaddress endif\n",
    b"headers add \"To: $recipients\"\nheaders add \"Auto-Submitted: yes\"\n",
    b"headers add \"To: $recipients\"\nheaders add \"From: root@x\"\nmail\n",
]

# Files by their first lines, tested with -bf and with -bF.
FILES = [
    b"", b"\n", b"# Exim filter\n", b"#eximfilter\ntestprint a",
    b"\n \t# EXIM \t filter junk\ntestprint a", b"# Exim filters\nxx\n",
    b"# Exim\nfilter", b"# Sieve filter\nkeep;", b"# sieve filter\n",
    b"# Sieve filter\nrequire \"fileinto\"; fileinto \"x\";",
    b"# Sieve filter\nif size :over 40 { discard; }",
    b"# Sieve filter\nif size :over 45 { discard; }",
    b"# Sieve filter\nstop;",
    b"# Exim filter\nif\n", b"# Exim filter\ntestprint \"a\nb\"\n",
    b"# Exim filter\ntestprint " + b"x" * 1024, b"# Exim filter\nfail\n",
    b"# Exim filter\n\n\ndeliver\n", b"# Exim filter\nheaders add x\n"] + [
    b"# Exim filter\ntestprint x\n" + script for script in (
        b"if a is is then finish endif", b"if a is not above then finish endif",
        b"if a is not then finish endif", b"if a is b or then finish endif",
        b"if not then then finish endif", b"if ( ) then finish endif",
        b"if a is b then then finish endif", b"if a\n\nfoo\n\nb then finish",
        b"if personal\n\nalias\n\nfoo\n\nbar then", b"c" * 1024 + b" y\n",
        b"if a is b also\n\nc is d then finish endif\n", b"c" * 1023)]
