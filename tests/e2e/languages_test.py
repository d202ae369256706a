#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""swaks -> Exim -> pipe transport -> trommel-lda: a script of each language,
every message where its filter says."""
import os
import shutil
import subprocess

import lab

SIEVE = """# Sieve filter
require ["fileinto", "vacation", "imap4flags", "copy", "mailbox", "duplicate"];
if header :is "subject" "folder" {
  fileinto :create :flags ["\\\\Flagged", "work"] "lists/dev";
}
elsif header :is "subject" "nowhere" { fileinto "nowhere"; }
elsif header :is "subject" "twice" {
  if duplicate :uniqueid "twice" { fileinto :create "Trash/Duplicate"; }
}
elsif header :is "subject" "forward" { redirect "else@example.net"; }
elsif header :is "subject" "away" { vacation :handle "h" "I am away."; }
"""

EXIM = """# Exim filter
if $h_subject: is "folder" then save $home/dir/
elif $h_subject: is "mbox" then save mail/box 0640
elif $h_subject: is "forward" then deliver else@example.net
elif $h_subject: is "pipe" then pipe "/usr/bin/tee $home/piped"
elif $h_subject: is "away" then
  mail to $reply_address subject "Re: $h_subject:" text "I am away."
       once $home/once once_repeat 7d
endif
"""


class Deliveries:
    def __init__(self, the_lab, swaks):
        self.lab = the_lab
        self.swaks = swaks

    def send(self, user, subject):
        result = subprocess.run(
            [self.swaks, "--server", "127.0.0.1:%d" % self.lab.port,
             "--from", "sender@example.org", "--to",
             "%s@%s" % (user, lab.DOMAIN), "--header", "Subject: " + subject,
             "--body", "token %s %s" % (user, subject), "--silent", "2"],
            timeout=lab.DEADLINE)
        assert result.returncode == 0, (user, subject)

    def expect(self, user, subject, folder, flags=""):
        """One message in a Maildir folder, with the right body."""
        path = self.lab.home(user, *folder.split("/"))
        token = b"token %s %s\n" % (user.encode(), subject.encode())
        lab.wait_for("%s in %s" % (subject, path), lambda: [
            f for f in lab.maildir_files(path)
            if token in lab.read(f) and f.endswith(flags)])

    def sent(self, text):
        def found():
            folder = self.lab.path("sent")
            return [data for data in
                    (lab.read(os.path.join(folder, name))
                     for name in os.listdir(folder)
                     if not name.endswith(".part"))
                    if all(t in data for t in text)]
        lab.wait_for("a submission with %r" % (text,), found)
        return found()


def check_sieve(deliveries):
    deliveries.send("sieve", "folder")
    deliveries.send("sieve", "plain")
    deliveries.send("sieve", "nowhere")
    deliveries.send("sieve", "twice")
    deliveries.send("sieve", "forward")
    deliveries.send("sieve", "away")
    deliveries.send("sieve", "away")
    deliveries.expect("sieve", "folder", "Maildir/.lists.dev", ":2,Fa")
    deliveries.expect("sieve", "plain", "Maildir")
    deliveries.expect("sieve", "nowhere", "Maildir")
    deliveries.expect("sieve", "twice", "Maildir")
    deliveries.send("sieve", "twice")
    deliveries.expect("sieve", "twice", "Maildir/.Trash.Duplicate")
    deliveries.expect("sieve", "away", "Maildir")
    forwarded = deliveries.sent([b"token sieve forward"])
    assert forwarded[0].startswith(
        b"-oi -f sender@example.org -- else@example.net\n"), forwarded[0]
    replies = deliveries.sent([b"From: sieve@", b"I am away.\n"])
    assert replies[0].startswith(b"-oi -f <> -- sender@example.org\n")
    assert b"\nAuto-Submitted: auto-replied (vacation)\n" in replies[0], replies[0]
    assert b"\nSubject: Auto: away\n" in replies[0], replies[0]
    return 1


def check_exim(deliveries):
    home = deliveries.lab.home("exim")
    for subject in ["folder", "mbox", "forward", "pipe", "plain", "away",
                    "away"]:
        deliveries.send("exim", subject)
    deliveries.expect("exim", "folder", "dir")
    deliveries.expect("exim", "plain", "Maildir")
    deliveries.expect("exim", "away", "Maildir")
    box = os.path.join(home, "mail", "box")
    lab.wait_for(box, lambda: os.path.exists(box) and
                 b"token exim mbox\n" in lab.read(box))
    assert lab.read(box).startswith(b"From sender@example.org ")
    assert os.stat(box).st_mode & 0o777 == 0o640
    piped = os.path.join(home, "piped")
    lab.wait_for(piped, lambda: os.path.exists(piped) and
                 b"token exim pipe\n" in lab.read(piped))
    deliveries.sent([b"else@example.net\n", b"token exim forward"])
    replies = deliveries.sent([b"From: exim@", b"I am away.\n"])
    assert b"\nSubject: Re: away\n" in replies[0], replies[0]


def check_no_script(deliveries):
    deliveries.send("none", "plain")
    deliveries.expect("none", "plain", "Maildir")


def check_broken(deliveries):
    """Sieve errors keep the mail, Exim filter errors leave it queued."""
    deliveries.send("badsieve", "plain")
    deliveries.expect("badsieve", "plain", "Maildir")
    deliveries.send("badexim", "plain")
    log = deliveries.lab.path("log", "mainlog")
    lab.wait_for("the deferral", lambda: b"== badexim@" in lab.read(log))
    lab.wait_for("an otherwise empty queue",
                 lambda: deliveries.lab.queued() == 1)
    assert b"badexim@" in deliveries.lab.run_exim("-bpru")
    assert b"** " not in lab.read(log), "something bounced"


def main():
    swaks = shutil.which("swaks")
    if swaks is None:
        lab.skip("swaks is not installed (tools/dev/deps test)")
    users = ["sieve", "exim", "none", "badsieve", "badexim"]
    with lab.Lab(users) as the_lab:
        the_lab.write(the_lab.home("sieve", ".dovecot.sieve"), SIEVE)
        the_lab.write(the_lab.home("exim", ".forward"), EXIM)
        the_lab.write(the_lab.home("badsieve", ".dovecot.sieve"), "keep")
        the_lab.write(the_lab.home("badexim", ".forward"),
                      "# Exim filter\nif\n")
        deliveries = Deliveries(the_lab, swaks)
        check_sieve(deliveries)
        check_exim(deliveries)
        check_no_script(deliveries)
        check_broken(deliveries)
        for user in ["sieve", "exim"]:
            lab.wait_for("both answered messages", lambda: len([
                f for f in lab.maildir_files(the_lab.home(user, "Maildir"))
                if b" away\n" in lab.read(f)]) == 2)
            replies = deliveries.sent([b"From: %s@" % user.encode(),
                                       b"I am away.\n"])
            assert len(replies) == 1, "answered more than once: " + user
    print("ok: every message is where its filter says")


if __name__ == "__main__":
    main()
