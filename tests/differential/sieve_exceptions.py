# SPDX-License-Identifier: MIT
"""Where Trommel reads Sieve otherwise than Pigeonhole 0.5.19 on purpose: the
classes of corpora/differences.txt that generated scripts meet. A difference is
of a class when it goes as soon as what the class is about is put otherwise."""
import re

STRING = rb'"(?:[^"\\]|\\.)*"'
STRINGS = rb"(?:%s|\[[^\]]*\])\s*" % STRING
TAGS = rb'(?:"[^"]*"|[^;{}()"])*?'  # what may stand between two tags of a test
TOKENS = re.compile(rb'(text:\n(?s:.*?)\n\.\n|%s|^#@.*\n)|/\*(?s:.*?)\*/|#.*' % STRING,
                    re.M)
# The classes without which both refuse a script.
REFUSED = {"address :mime of any field", "a test that is always true or false"}
# (beginning of the class's line in differences.txt, what differs, what the class
# is about, what is put in its place[, what the script or the message must have, too])
EXCEPTIONS = [
    ("body :raw behind deleteheader", "log",
     rb"(body\s*):raw", rb"\1:text", rb"deleteheader"),
    ("a tag given twice", "compiles",
     rb"(:anychild|:once|:optional|:personal|:last)(%s)\1\b" % TAGS, rb"\1\2"),
    ("address :mime of any field", "compiles", rb"(\baddress\b%s):mime(\s*:anychild)?" % TAGS,
     rb"\1"),
    ("setflag, addflag, removeflag with a third string", "compiles",
     rb"((?:set|add|remove)flag\s*%s)%s(?=%s)" % (STRINGS, STRINGS, STRINGS), rb"\1"),
    ("hasflag of a name that is no variable's", "compiles",
     rb"(hasflag\s*(?::\w+\s*(?:\"(?:i;[^\"]*|[gle][te]|eq|ne)\"\s*)?)*)(%s)(?=%s)"
     % (STRINGS, STRINGS), rb"\1"),
    ("specialuse_exists with a third argument", "compiles",
     rb"\bspecialuse_exists\s*%s%s%s+" % (STRINGS, STRINGS, STRINGS), b'exists "x"'),
    ("specialuse_exists of no flag", "compiles",
     rb"\bspecialuse_exists\s*%s(?:%s)?" % (STRINGS, STRINGS), b'exists "x"'),
    ("${a.b} of a namespace", "compiles", rb"\$\{[a-z_]\w*\.[\w.]*\}", b"${a}"),
    ("deleteheader with a list of names", "compiles",
     rb"(deleteheader[^;\"\[]*)\[\s*(%s)[^\]]*\]" % STRING, rb"\1\2"),
    ("a test that is always true or false", "compiles", rb"(?<!\")\bihave\b", b"exists"),
    ("a test that is always true or false", "compiles",
     rb"(?<!\")\b(true|false)\b", b'exists "to"'),
    ("notify with a method that is unknown", "compiles",
     rb'\bnotify\b[^;]*?"(?!mailto:)[^"]*"\s*;', rb'notify "mailto:a@b.example";'),
    ("duplicate twice with the same arguments", "runs",
     rb'(?<!")\bduplicate\b(\s*(:handle|:header|:uniqueid|:seconds|:last)\s*(%s|[0-9]+)?)*'
     % STRING, b'exists "x-never"'),
    ("foreverypart beside an edit of the header", "log",
     rb'\b(add|delete)header\b[^;]*;', b"", rb"foreverypart"),
    (":anychild", "log", rb":anychild", b""),
    ("include inside of foreverypart", "log", rb'(?<!")\binclude\b[^;]*;', b"",
     rb"foreverypart"),
    ("extracttext :first", "log", rb"(extracttext[^;]*):first\s*[0-9]+K?", rb"\1"),
    ("header :index with :count", "log",
     rb":index\s*[0-9]+\s*(?::last\b\s*)?(?=%s:count)" % TAGS, b""),
    ("header :index with :count", "log",
     rb"(:count%s):index\s*[0-9]+\s*(?::last\b\s*)?" % TAGS, rb"\1"),
    ("date :index before :zone", "log",
     rb"(:index\s*[0-9]+\s*(?::last\s*)?)((?::zone\s*%s|:originalzone)\s*)" % STRING,
     rb"\2\1"),
    ("extracttext of encoded text", "log", rb"(extracttext[^;]*):length", rb"\1"),
    ('fileinto ""', "compiles", rb'(fileinto[^;]*)""(?=\s*;)', rb'\1"x"'),
    ('mailboxexists ""', "log", rb'(mailboxexists[^;{]*)""', rb'\1"none"'),
    ("extracttext of what is no text in UTF-8", "log", rb"extracttext[^;]*;", b"",
     rb"(?i)content-type:\s*(?:;|(?:image|application|audio|video)/)|charset=\"?(?!utf-8|us-)\w"
     rb"|[\x80-\xff]"),
    ("extracttext without foreverypart", "compiles", rb'"extracttext"',
     b'"extracttext", "foreverypart", "variables"'),
    ("report of another type to one address", "actions",
     rb"(\breport\s*(?::headers_only)?\s*)%s" % STRING, rb'\1"abuse"'),
]
FIELD = rb"(?:[!-9;-~]+[ \t]*:.*\n(?:[ \t].*\n)*)"


def fields_of(header):
    """-> the lines of a header (a match) that are fields or part of one"""
    delimiter, fields = re.match(rb"(--.*\n)?((?s:.*))", header.group()).groups(b"")
    return delimiter + b"".join(re.findall(FIELD, fields))


# The same, of messages.
MESSAGES = [
    ("bare CR line ends", rb"\r(?!\n)", b"\n"),
    ("extracttext of HTML", rb"text/html", b"text/plain", rb"extracttext"),
    ("a line in a header that is no field",
     rb"(?m)(?:\A|^--.*\n)%s(?:.*[^\r\n].*\n)+" % FIELD, fields_of),
    ("message/rfc822 in base64", rb"message/rfc822", b"text/plain",
     rb"(?i)content-transfer-encoding:\s*(?:base64|quoted)"),
    ("a transfer encoding that is unknown",
     rb"(?m)^(content-transfer-encoding:\s*)(?!7bit|8bit|binary|base64|quoted-)\S+",
     rb"\g<1>7bit", rb"extracttext"),
    ("a boundary that ends in white space", rb'(boundary="[^"]*?)[ \t]+"', rb'\1"'),
    ("a boundary of more than 70 characters", rb'boundary="?[^";\s]{71,}', b"x=y"),
    ("a boundary that is empty", rb'boundary=(?:""|(?=[\s;]))', b"x="),
    ("a boundary as RFC 2231 writes", rb"boundary\*[0-9*]*=", b"x="),
    ("a message that begins with no header field",
     rb"(?m)^(--.*\n)(?![!-9;-~]+[ \t]*:|\r?\n)", rb"\1X: y\n\n"),
    ("a message that begins with no header field", rb"\A(?![!-9;-~]+[ \t]*:)", b"X: y\n\n"),
]


def without_comments(script):
    """-> the script with a blank for each comment"""
    return TOKENS.sub(lambda token: token.group(1) or b" ", script)


def rewritten(case, what):
    """-> pairs of a class and the case without what the class is about; last the
    case without any of them"""
    case = without_comments(case[0]), case[1]
    pairs, rest = [], list(case)
    for at, name, about, other, *needed in [
            *((0, name, *rule) for name, differs, *rule in EXCEPTIONS if differs == what),
            *((1, *rule) for rule in MESSAGES)]:
        put = list(case)
        put[at] = re.sub(about, other, case[at], flags=re.I)
        if put[at] != case[at] and all(
                re.search(some, b"\n".join(case)) for some in needed):
            pairs.append((name, tuple(put)))
            rest[at] = re.sub(about, other, rest[at], flags=re.I)
    if len(pairs) > 1:
        pairs.append((" and ".join(name for name, _ in pairs), tuple(rest)))
    return pairs
