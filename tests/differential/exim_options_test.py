#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Do Exim's options mean the same to both? Each option that shows in a filter
test is set in a configuration for `exim4 -C` and by `--set`, and a filter
prints what depends on it.

  exim_options_test.py --trommel PROGRAM

Exit status: 0 agreed, 1 not, 77 when exim4 or PROGRAM is absent."""
import json
import os
import subprocess
import sys

import generated
import peers

MESSAGE = (b"From: a@b.c\nReceived: a; b\nReceived: c; d\n"
           b"Subject: =?utf-8?q?=C3=A4?= =?utf-8?q?=E2=82=AC?=\n"
           b"X-Odd: =?utf-8?q?=C3=A4=E2=82=ACb=C3=A4?= x =?utf-8?q?=C3=A4=FFb?="
           b" =?utf-8?q?=C3?= =?utf-8?q?=A4?= =?iso-8859-1?q?=E4?= =?us-ascii"
           b"?q?a=E4b?= =?koi8-r?b?wcI=?= =?windows-1252?q?=80?=\n"
           b"X-Long: =?utf-8?q?" + b"a" * 70 + b"=C3=A4?=\n"
           b"X-Folded: one\n two\n three\n\n"
           b"first line\n\xc3\xa4 second\n" + b"0123456789" * 100 + b"\n")

# What is printed, and options with values; None: the default.
ADDRESSES = " | ".join("${address:%s}" % a for a in (
    "<<a@b>>", "<<a@b>", "x <<<a@b >>>", "a@b.", "a@b..", "<a@b.>", "a@é.org",
    "a@x\\\\xff", "a@-é", "<a@[1.2.3.4]>", "@[1.2.3.4]:a@b"))
CASES = {
    "$primary_hostname $smtp_active_hostname": {
        "primary_hostname": ["p.example"], "smtp_active_hostname": ["s.x"]},
    "$qualify_domain $qualify_recipient": {
        "qualify_domain": ["q.example"], "qualify_recipient": ["r.example"]},
    "${base64:$h_subject:} ${base64:$bh_subject:} $rh_subject:": {
        "headers_charset": ["UTF-8", "nosuch", "", "iso-8859-15", "us-ascii",
                            "iso-8859-1", "koi8-r"]},
    "${base64:$h_x-odd:} ${base64:$bh_x-odd:}": {
        "headers_charset": ["UTF-8", "utf8", "nosuch", "", "iso-8859-15",
                            "us-ascii", "iso-8859-1", "koi8-r"]},
    "$h_x-long:": {"check_rfc2047_length": ["true", "false"]},
    "$message_body / ${length_5:$message_body_end}": {
        # message_body_newlines has no effect in Exim's filter tests.
        "message_body_visible": ["0", "7", "1K", "0x10", "010"]},
    "é ${escape:é}": {"print_topbitchars": ["true", "false"]},
    ADDRESSES: {"strip_excess_angle_brackets": ["true"],
                "strip_trailing_dot": ["true"],
                "allow_domain_literals": ["true"],
                "allow_utf8_domains": ["true"]},
    "$tod_zone ${env{TZ}{$value}{none}}": {
        "timezone": ["", "UTC", "Asia/Tokyo", "XYZ+3:30"]},
    "${env{FOO}{$value}{none}} ${env{BAR}{$value}{none}}": {
        "keep_environment": ["FOO", "*OO", "^B", "!FOO", "!FOO : *", "foo",
                             "<; FOO ; BAR", "FOO::BAR", "BAR : !FOO"],
        "add_environment": ["FOO=x", "BAR=a=b : FOO=", "<; FOO=a:b"]},
    "$bounce_return_size_limit $localhost_number": {
        "bounce_return_size_limit": ["7", "2K"], "localhost_number": ["5"]},
    "$spool_directory": {"spool_directory": ["/tmp/other"]},
    "$received_count $h_x-folded:": {
        "received_headers_max": ["1"], "header_maxsize": ["10", "100K"],
        "header_line_maxsize": ["20", "31", "1K"]},
}


def written(path, name, value):
    """The configuration of peers.Exim with one option set to `value`."""
    with open(path, encoding="utf-8") as conf:
        lines = [line for line in conf
                 if name is None or line.split("=")[0].strip() != name]
    if name:
        lines.append("%s = %s\n" % (name, value))
    with open(path + ".one", "w", encoding="utf-8") as out:
        out.writelines(lines)
    return path + ".one"


def by_exim(conf, script):
    ran = subprocess.run(
        ["exim4", "-C", conf, "-oi", "-bnq", "-f", "a@example.org", "-bfl",
         "me", "-bfd", "example.com", "-bf", script], input=MESSAGE,
        capture_output=True, timeout=60, check=False, env=ENVIRONMENT)
    lines = [line for line in ran.stdout.split(b"\n")
             if line.startswith(b"Testprint: ")]
    if not lines:
        return "refused" if ran.returncode else ran.stdout.decode("latin-1")
    return lines[0][len(b"Testprint: "):].decode("latin-1")


def by_trommel(program, sets, script):
    command = [program, "test", "--json", "-f", "a@example.org",
               "-r", "me@example.com", "--config=/dev/null", script]
    command += ["--set=%s=%s" % pair for pair in sets]
    ran = subprocess.run(command, input=MESSAGE, capture_output=True,
                         timeout=60, check=False, env=ENVIRONMENT)
    if not ran.stdout:
        return "refused" if ran.returncode == 75 else ran.stderr.decode()
    return json.loads(ran.stdout)["actions"][0]["target"]


def printable(text, high):
    """As `exim -bf` prints it."""
    out = ""
    for byte in text.encode("utf-8"):
        named = {10: "\\n", 13: "\\r"}.get(byte)
        plain = 32 <= byte < 127 or byte == 9 or (high and byte > 127)
        out += named or (chr(byte) if plain else "\\%03o" % byte)
    return out


BASE = {"primary_hostname": "peer.example.com", "qualify_domain": "example.com",
        "message_body_visible": str(peers.BODY_VISIBLE)}
ENVIRONMENT = dict(os.environ, FOO="foo", BAR="bar", TZ="Asia/Kolkata")


def run(trommel, folder, _seed, _cases):
    conf = peers.Exim(folder).conf
    script = os.path.join(folder, "options.exim")
    bad = 0
    for text, options in CASES.items():
        with open(script, "w", encoding="utf-8") as out:
            out.write('# Exim filter\ntestprint "%s"\n' % text)
        for name, value in [(None, None)] + [
                (n, v) for n, values in options.items() for v in values]:
            sets = dict(BASE, spool_directory="%s/spool" % folder)
            if name:
                sets[name] = value
            theirs = by_exim(written(conf, name, value), script)
            ours = by_trommel(trommel, sets.items(), script)
            if ours != "refused":
                high = sets.get("print_topbitchars") == "true"
                ours = printable(ours, high)
            if ours != theirs:
                bad += 1
                print("%s = %s: %s\n  exim:    %s\n  trommel: %s" % (
                    name, value, text, theirs[:300], ours[:300]))
    return bad


if __name__ == "__main__":
    COUNT = sum(1 + sum(map(len, options.values()))
                for options in CASES.values())
    sys.exit(generated.run(__doc__, "exim options", COUNT, run))
