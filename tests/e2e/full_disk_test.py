#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A full disk under the Maildir: what does not fit stays in Exim's queue, and
arrives when there is room again."""
import os
import subprocess

import lab

COUNT = 60
SIZE = "256k"  # of the disk; the messages are 600 kB


def message(number):
    return (b"Subject: message %d\nTo: full@mail.example\n\n" % number +
            b"".join(b"line %d of %d\n" % (i, number) for i in range(700)))


def numbers(the_lab):
    """Numbers of the messages in the Maildir, each whole."""
    out = []
    for path in lab.maildir_files(the_lab.home("full", "Maildir")):
        data = lab.read(path)
        number = int(data.split(b"Subject: message ")[1].split(b"\n")[0])
        assert data.endswith(message(number).partition(b"\n\n")[2]), path
        out.append(number)
    assert os.listdir(the_lab.home("full", "Maildir", "tmp")) == []
    assert len(set(out)) == len(out), "a message is there twice"
    return out


def main():
    with lab.Lab(["full"], "queue_only") as the_lab:
        maildir = the_lab.home("full", "Maildir")
        os.mkdir(maildir)
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=" + SIZE, "tmpfs", maildir],
            stderr=subprocess.PIPE)
        if mounted.returncode != 0:
            lab.skip("cannot mount: " + mounted.stderr.decode().strip())
        the_lab.mounted.append(maildir)
        the_lab.own(maildir)
        the_lab.send([("full", message(n)) for n in range(COUNT)])
        the_lab.run_queue()
        there = numbers(the_lab)
        queued = the_lab.queued()
        assert 0 < len(there) < COUNT, len(there)
        assert len(there) + queued == COUNT, (len(there), queued)
        log = lab.read(the_lab.path("log", "mainlog"))
        assert b"No space left on device" in log
        assert b"** " not in log, "something bounced"
        print("full disk: %d delivered, %d queued" % (len(there), queued))
        subprocess.run(["mount", "-o", "remount,size=16m", maildir],
                       check=True)
        the_lab.run_queue()
        lab.wait_for("an empty queue", lambda: the_lab.queued() == 0)
        assert sorted(numbers(the_lab)) == list(range(COUNT))
        print("ok: with room again all %d are there" % COUNT)


if __name__ == "__main__":
    main()
