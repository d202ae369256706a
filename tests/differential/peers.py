# SPDX-License-Identifier: MIT
"""Runs one script on one message with a real Exim, a real Pigeonhole or with
Trommel, and reads where the message goes: a sorted list of folders, INBOX for
normal delivery or keep, "redirect:address"; or a text in brackets when there
was an error. Replies are left out: Pigeonhole decides on them only later."""
import getpass
import json
import os
import re
import shutil
import subprocess

RECIPIENT = "me@example.com"
BODY_VISIBLE = 5000000

_EXIM_CONF = """\
primary_hostname = peer.example.com
qualify_domain = example.com
message_body_visible = %d
spool_directory = @DIR@/spool
log_file_path = @DIR@/exim-%%slog
keep_environment =
disable_ipv6
""" % BODY_VISIBLE

_DOVECOT_CONF = """\
base_dir = @DIR@/dovecot
state_dir = @DIR@/dovecot
log_path = @DIR@/dovecot.log
info_log_path = /dev/null
mail_uid = @UID@
mail_gid = @GID@
first_valid_uid = 0
mail_home = @DIR@/home
mail_location = maildir:@DIR@/home/Maildir
postmaster_address = postmaster@example.com
hostname = peer.example.com
plugin {
  sieve_max_script_size = 0
  sieve_max_actions = 0
}
"""

_TIMEOUT = 60


def _run(command, message=None):
    """-> (exit status, stdout, stderr), bytes that are no UTF-8 replaced."""
    with open(message or os.devnull, "rb") as stdin:
        ran = subprocess.run(command, stdin=stdin, capture_output=True,
                             timeout=_TIMEOUT, check=False)
    return (ran.returncode, ran.stdout.decode("utf-8", "replace"),
            ran.stderr.decode("utf-8", "replace"))


def _folder(path):
    """The name a script meant: what stands after $home/mail/, a Maildir's
    slash dropped."""
    return path.rstrip("/").rsplit("/mail/", 1)[-1]


def destinations(listed):
    """The same for Trommel's list of destinations."""
    return sorted({_folder(d) for d in listed if d != "discard"})


class Exim:
    """exim4 -bf with a configuration of our own: no DNS, all of the body, and
    the header lines as they are (-bnq: no domain added to bare addresses)."""
    name = "exim4 -bf"
    binary = "exim4"

    def __init__(self, folder):
        self.conf = os.path.join(folder, "exim.conf")
        with open(self.conf, "w", encoding="utf-8") as out:
            out.write(_EXIM_CONF.replace("@DIR@", folder))

    def prepare(self, script):
        """Exim has nothing to compile."""

    def folders(self, script, message, sender, recipient=RECIPIENT):
        user, domain = recipient.split("@")
        status, out, err = _run(
            ["exim4", "-C", self.conf, "-oi", "-bnq", "-f", sender or "<>", "-bfl",
             user, "-bfd", domain, "-bf", script], message)
        if status != 0 or "Filter error" in out:
            return ["(%s)" % (err + out).strip()[-300:]]
        saved = {_folder(p) for p in
                 re.findall(r"^(?:Unseen s|S)ave message to: (\S+)", out, re.M)}
        saved.update("redirect:" + a for a in re.findall(
            r"^(?:Unseen d|D)eliver message to: (\S+)", out, re.M))
        if "Normal delivery will occur" in out:
            saved.add("INBOX")
        return sorted(saved)


class Pigeonhole:
    """sieve-test; as root it drops to nobody, so its files are for all."""
    name = "sieve-test"
    binary = "sieve-test"

    def __init__(self, folder):
        root = os.geteuid() == 0
        self.conf = os.path.join(folder, "dovecot.conf")
        home = os.path.join(folder, "home")
        os.makedirs(home)
        text = _DOVECOT_CONF.replace("@DIR@", folder)
        text = text.replace("@UID@", "nobody" if root else getpass.getuser())
        text = text.replace("@GID@", "nogroup" if root else str(os.getegid()))
        with open(self.conf, "w", encoding="utf-8") as out:
            out.write(text)
        if root:
            shutil.chown(home, "nobody", "nogroup")

    def prepare(self, script):
        status, out, err = _run(["sievec", "-c", self.conf, script])
        if status != 0:
            raise RuntimeError("sievec %s: %s" % (script, out + err))

    def folders(self, script, message, sender, recipient=RECIPIENT):
        # Without a sender it takes that of Return-Path: the null one, too.
        envelope = ["-f", sender] if sender else []
        status, out, err = _run(["sieve-test", "-c", self.conf, *envelope,
                                 "-a", recipient, script, message])
        if status != 0:
            return ["(%s)" % (err + out).strip()[-300:]]
        found = set(re.findall(r"store message in folder: (.*)", out))
        found.update("redirect:" + a for a in re.findall(
            r"redirect message to: <(\S+)>", out))
        return sorted(found)


class Trommel:
    """The program under test."""
    name = "trommel test"

    def __init__(self, binary):
        self.binary = binary

    def prepare(self, script):
        """`trommel test` compiles what it is given."""

    def folders(self, script, message, sender, recipient=RECIPIENT):
        status, out, err = _run(
            [self.binary, "test", script, message, "-f", sender, "-r",
             recipient, "--json", "--set",
             "message_body_visible=%d" % BODY_VISIBLE])
        try:
            names = destinations(json.loads(out)["destinations"])
        except (ValueError, KeyError) as problem:
            return ["(exit %d, %s: %s)" % (status, problem,
                                           (err + out).strip()[-300:])]
        if status != 0:
            return ["(exit %d: %s)" % (status, err.strip()[-300:])]
        return names
