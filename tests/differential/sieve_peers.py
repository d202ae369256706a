# SPDX-License-Identifier: MIT
"""Runs a Sieve script over a message in Pigeonhole's `sieve-test` and in
`trommel test`, and reads what each says of it.

A case is (script, message). A line `#@ NAME` in the script begins another
script, which the first may include as NAME."""
import json
import os
import re
import shutil
import sqlite3
import subprocess
import tempfile
from urllib.parse import unquote

SENDER, RECIPIENT = "alice@example.org", "me@example.com"
HEADER = "X-Spam-Score: score=(-?[0-9]+\\.[0-9]).*"
SETTINGS = {
    "sieve_spamtest_status_type": "score",
    "sieve_spamtest_status_header": HEADER,
    "sieve_spamtest_score_max_value": "5.0",
    "primary_hostname": "peer.example.com",
}
FOLDERS = ["A", "Junk", "a b"]  # those that exist
NOTES = [("INBOX", "/private/comment", "lunch"), ("A", "/shared/comment", "a b"),
         ("A", "/private/vendor/x/y", "10")]
USES = {"Junk": "\\Junk", "a b": "\\Archive"}
CONF = """
mail_home = @DIR@/home
mail_location = maildir:@DIR@/home/Maildir
mail_uid = nobody
mail_gid = nogroup
log_path = /dev/stderr
hostname = peer.example.com
postmaster_address = postmaster@example.com
mail_attribute_dict = file:@DIR@/home/attributes
namespace inbox {
  inbox = yes
  separator = /
%s
}
plugin {
  sieve = file:@DIR@/included;active=@DIR@/active.sieve
  sieve_spamtest_status_type = score
  sieve_spamtest_status_header = %s
  sieve_spamtest_max_value = 5.0
}
""" % ("\n".join('  mailbox "%s" {\n    special_use = %s\n  }' % pair
                 for pair in USES.items()), HEADER)
EXTENSIONS = """+vnd.dovecot.debug +vnd.dovecot.environment +spamtest
 +spamtestplus +virustest +editheader +special-use +vacation-seconds
 +vnd.dovecot.report +mboxmetadata +servermetadata""".replace("\n", "")
LOGGED = re.compile(r"info: DEBUG: ((?s:.*?))\.\n(?=info: |\nPerformed actions:|"
                    "error: |warning: |case: |inc[0-9]: |sieve-test: )")
INCLUDED = re.compile(rb"^#@ ([a-z0-9]+)\n", re.M)


def flags_of(some):
    return sorted({flag.lower() for flag in some})


def lines(text):
    return text.replace("\r\n", "\n")


def told(text, name):
    """-> what `sieve-test` has behind `=> name :`, or None"""
    found = re.search(r"=> %s *: (.*)" % name, text)
    return found and found.group(1)


def their_store(text):
    flags = re.search(r"\+ add IMAP flags: (.*)", text)
    return ["store", text.split("\n")[0],
            flags_of(flags.group(1).split() if flags else []),
            "+ create mailbox" in text]


def their_vacation(text):
    reason = re.search(r"(?s)START MESSAGE\n(.*)\nEND MESSAGE", text)
    return ["vacation", int(told(text, "seconds")), told(text, "subject"),
            told(text, "from"), reason and lines(reason.group(1)).strip("\n")]


def their_notification(text):
    people = sorted(re.findall(r"\+ (?:To|Cc): (.*)", text))
    return people and ["notify", told(text, "importance"), told(text, "from"), people]


def their_report(text):
    kind, target = re.match(r"(.*)' to: <(.*)>", text).groups()
    return ["report", kind, target]


# What an action begins with, and what reads the rest.
THEIRS = [
    ("store message in folder: ", their_store),
    ("redirect message to: ", lambda text: ["redirect", text.split("\n")[0][1:-1]]),
    ("discard", lambda text: ["discard"]),
    ("reject message with reason: ",
     lambda text: ["reject", lines(text).split("\n\nImplicit keep:")[0].strip("\n")]),
    ("send vacation message:", their_vacation),
    ("send notification with method ", their_notification),
    ("report incoming message as `", their_report),
    ("track duplicate", lambda text: []),
    ("track last duplicate", lambda text: []),
]


def their_actions(out):
    """What is in the lists of `sieve-test`, an action a ` * `."""
    found = []
    for text in re.split(r"^ \* ", out[out.find("\nPerformed actions:"):],
                         flags=re.M)[1:]:
        for head, read in THEIRS:
            if text.startswith(head):
                seen = read(text[len(head):])
                found += [seen] if seen else []
                break
        else:
            found.append(["unknown", text])
    return found


def our_store(action):
    return ["store", action["target"] or "INBOX", flags_of(action.get("flags", [])),
            bool(action.get("fields", {}).get("create"))]


def our_vacation(action):
    fields = action["fields"]
    seconds = fields.get("seconds", 86400 * int(fields.get("days", 0)))
    subject = fields["subject"]
    if subject.startswith(("Auto: ", "Automated reply")):  # the default
        subject = None
    return ["vacation", int(seconds), subject, fields.get("from"),
            lines(fields["reason"]).strip("\n")]


def our_notification(action):
    fields = action["fields"]
    path, _, query = action["target"].partition(":")[2].partition("?")
    pairs = [pair.partition("=")[::2] for pair in query.split("&")]
    lists = [path] + [value for name, value in pairs if name.lower() in ("to", "cc")]
    people = ",".join(unquote(one) for one in lists).split(",")
    return ["notify", fields["importance"], fields.get("from"),
            sorted(person for person in people if person)]


OURS = {
    "keep": our_store,
    "fileinto": our_store,
    "redirect": lambda action: ["redirect", action["target"]],
    "discard": lambda action: ["discard"],
    "reject": lambda action: ["reject", lines(action["target"]).strip("\n")],
    "vacation": our_vacation,
    "notify": our_notification,
    "report": lambda action: ["report", action["fields"]["type"], action["target"]],
}
UNSEEN = {"addheader", "removeheader", "duplicate_mark"}


def our_seen(outcome):
    logged, actions = [], []
    for action in outcome["actions"]:
        kind = action["action"]
        if kind == "note":
            if "log" in action.get("fields", {}):
                logged.append(action["target"])
            elif action["target"].startswith("no vacation reply"):
                actions.append(["vacation", None])
        elif kind not in UNSEEN:
            read = OURS.get(kind, lambda action: ["unknown", action])
            actions.append(read(action))
    return {"compiles": True, "runs": True, "log": logged, "actions": actions}


class Runner:
    """Runs a case in both programs, in a folder of its own."""

    def __init__(self, trommel, folder):
        self.trommel = os.path.abspath(trommel)
        self.folder = tempfile.mkdtemp(dir=folder)
        os.chmod(self.folder, 0o777)
        self.conf = self.path("dovecot.conf")
        self.store = self.path("home/Maildir")
        self.make_store()
        with open(self.conf, "w", encoding="utf-8") as out:
            out.write(CONF.replace("@DIR@", self.folder))
        self.annotate()
        self.script = self.path("case.sieve")
        self.mail = self.path("case.eml")

    def path(self, name):
        return os.path.join(self.folder, name)

    def make_store(self):
        for folder in ["", *("." + name for name in FOLDERS)]:
            for sub in ("cur", "new", "tmp"):
                os.makedirs(os.path.join(self.store, folder, sub))
        facts = sqlite3.connect(os.path.join(self.store, "trommel-mailboxes.sqlite"))
        with facts:
            facts.execute("create table fact (kind TEXT, mailbox TEXT, key TEXT, "
                          "value TEXT, primary key (kind, mailbox, key))")
            facts.executemany("insert into fact values ('use', ?, ?, '')",
                              [(name, use.lower()) for name, use in USES.items()])
            facts.executemany("insert into fact values ('note', ?, ?, ?)", NOTES)
        facts.close()
        for place, folders, files in os.walk(self.path("home")):
            for name in [place] + [os.path.join(place, one)
                                   for one in folders + files]:
                os.chmod(name, 0o777)

    def annotate(self):
        """In Pigeonhole's store: by root, who becomes the user of the store."""
        for mailbox, name, value in NOTES:
            subprocess.run(["doveadm", "-c", self.conf, "mailbox", "metadata", "set",
                            mailbox, name, value], check=False,
                           cwd=self.folder, env=dict(os.environ, USER="root"),
                           stderr=subprocess.DEVNULL)

    def write(self, case):
        script, message = case
        shutil.rmtree(self.path("included"), ignore_errors=True)
        os.mkdir(self.path("included"))
        first, *others = INCLUDED.split(script)
        files = [(self.script, first), (self.mail, message)]
        for name, data in zip(others[::2], others[1::2]):
            files.append((self.path("included/%s.sieve" % name.decode()), data))
        for path, data in files:
            with open(path, "wb") as out:
                out.write(data)

    def run(self, *command, errors=subprocess.PIPE):
        """-> (exit status, standard output, standard error)"""
        ran = subprocess.run(command, stdin=subprocess.DEVNULL, timeout=30,
                             stdout=subprocess.PIPE, stderr=errors, check=False)
        return ran.returncode, *(data.decode("utf-8", "replace") if data else ""
                                 for data in (ran.stdout, ran.stderr))

    def theirs(self):
        status, out, _ = self.run(
            "sieve-test", "-C", "-c", self.conf, "-x", EXTENSIONS, "-f", SENDER,
            "-a", RECIPIENT, self.script, self.mail, errors=subprocess.STDOUT)
        if "failed to compile" in out:
            return {"compiles": False}
        if "final result:" not in out:
            return {"crash": out[-300:]}
        if status != 0:
            return {"compiles": True, "runs": False}
        return {"compiles": True, "runs": True, "actions": their_actions(out),
                "log": [re.sub(r"[\0-\x1f\x7f]", " ", line)
                        for line in LOGGED.findall(out)]}

    def ours(self):
        settings = [word for pair in SETTINGS.items()
                    for word in ("--set", "%s=%s" % pair)]
        status, out, err = self.run(
            self.trommel, "test", self.script, self.mail, "-f", SENDER, "-r",
            RECIPIENT, "--json", "--include", self.path("included"), "--store",
            self.store, *settings)
        try:
            outcome = json.loads(out)
        except ValueError:
            known = status in (65, 78, 1) and "error" in err
            return {"compiles": False} if known else {"crash": (out + err)[-300:]}
        if outcome["error"]:
            return {"compiles": True, "runs": False}
        return our_seen(outcome)
