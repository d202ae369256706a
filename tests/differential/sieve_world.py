# SPDX-License-Identifier: MIT
"""Tests and commands of Sieve scripts for what lies outside of the message:
mailboxes, the memory of duplicates, the engine's own abilities, replies,
notifications, and other scripts."""

MAILBOXES = ["INBOX", "A", "a b", "Junk", "B/c", "none", "inbox"]
USES = ["\\\\Junk", "\\\\junk", "\\\\Archive", "\\\\Sent", "\\\\Drafts"]
# Without variables, of which Pigeonhole always says no.
CAPABILITIES = ["fileinto", "comparator-i;octet", "nothing", "comparator-i;unknown",
                "vacation", "Fileinto", "", "ihave", "comparator-i;ascii-numeric",
                "regex"]
METHODS = ["mailto:bob@example.net", "mailto:", "xmpp:bob@example.net", "nothing",
           "mailto:bob@example.net%2Ccarol@example.org", "MAILTO:bob@example.net",
           "mailto:bob@example.net?subject=a%20b&cc=carol@example.org",
           "mailto:bob@", "mailto:bob%40example.net", "mailto:a@b.example?x-y=z",
           "mailto:?to=bob@example.net", "mailto:a@b.example?body=x", "${a}",
           "mailto:a=b@example.org", "mailto:a+b@example.org?body=x%0Ay", "mailto:a/b@x.org",
           "mailto://a@example.org", "mailto:a:b@example.org", "mailto:a%3Db@example.org",
           "mailto:a@[1.2.3.4]", "mailto:a b@example.org", "mailto:a#b@example.org",
           "mailto:a@example.org?subject=x&subject=y", "mailto:a@example.org?to=b",
           "mailto:a@example.org?bcc=x@y.example", "mailto:%22a%20b%22@example.org",
           "mailto:Bob%20%3Cbob@example.org%3E", "mailto:a@example.org?a=b&&c=d",
           "mailto:b%zz@example.net", "mailto:a@b.example?from=x@y.example"]
REASONS = ["gone", "I am away,\nback on Monday.", "\u00fc", "", "${a} ${b}", "a.b\n..c",
           "x\n\ny"]
OWN = ["me@example.com", '\\"Me\\" <me@example.com>', "ME@Example.COM", "me",
       "Me <me@other.example>", "a@b@c", "${a}"]


class World:
    """A part of Scripts, which has the methods that it calls."""

    def mailboxes(self):
        return "mailboxexists " + self.strings(MAILBOXES)

    def uses(self):
        return "specialuse_exists %s %s" % (
            self.one_of(["", "", '"Junk"', '"a b"', '"none"']), self.strings(USES))

    def notes(self):
        """Annotations of mailboxes that exist, and of the server, which has none."""
        names = ["/private/comment", "/shared/comment", "/Private/Comment",
                 "/private/vendor/x/y", "/shared/none"]
        place, some = "", "server"
        if self.chance(.6):
            place, some = self.quote(self.one_of(["INBOX", "A", "Junk"])), ""
        if self.chance(.4):
            return "%smetadataexists %s %s" % (some, place, self.strings(names))
        tags, keys = self.matching()
        return "%smetadata %s %s %s %s" % (some, tags, place,
                                           self.quote(self.one_of(names)), keys)

    def some_of(self, *tags):
        """Some of the tags, in any order."""
        chosen = [tag for tag in tags if self.chance(.3)]
        self.random.shuffle(chosen)
        return " ".join(chosen)

    def duplicates(self):
        return "duplicate " + self.some_of(
            self.one_of([':header "x-note"', ':uniqueid "${a}"', ':uniqueid "u"',
                         ':header "x-none"']),
            ":handle " + self.quote(self.one_of(["h", "${b}", ""])),
            ":seconds " + self.one_of(["100", "0", "9999999"]), ":last")

    def methods(self):
        if self.chance(.6):
            return "valid_notify_method " + self.strings(METHODS)
        tags, keys = self.matching()
        if ":is" in tags and "numeric" not in tags:
            keys = self.strings(["maybe", "no", "yes"])
        return "notify_method_capability %s %s %s %s" % (
            tags, self.quote(self.one_of(METHODS)),
            self.quote(self.one_of(["online", "Online", "nothing"])), keys)

    def able(self):
        return "ihave " + self.strings(CAPABILITIES)

    def reason(self):
        text = self.one_of(REASONS)
        if self.chance(.3):
            return "text:\n%s\n.\n" % text.replace("\n.", "\n..")
        return self.quote(text)

    def vacation(self):
        period = ":days " + self.one_of(["1", "7", "0", "30"])
        if self.chance(.3):
            period = ":seconds " + self.one_of(["86400", "100", "200000", "0"])
        return "vacation %s %s;" % (self.some_of(
            period, ":subject " + self.text(), ":handle " + self.text(),
            ":from " + self.quote(self.one_of(OWN)),
            ":addresses " + self.strings(OWN[:3])), self.reason())

    def refusal(self):
        # One line, in ASCII: `sieve-test` shows the rest as "?"
        return "reject %s;" % self.quote(self.one_of(["no", "", "${a}", "a b."]))

    def notification(self):
        return "notify %s %s;" % (self.some_of(
            ":importance " + self.quote(self.one_of(["1", "2", "3", "4", "x"])),
            ":from " + self.quote(self.one_of(OWN)),
            ":message " + self.text()), self.quote(self.one_of(
                [method for method in METHODS[:9] if "xmpp" not in method])))

    def complaint(self):
        return "report %s %s %s %s;" % (
            self.one_of(["", ":headers_only"]),
            self.quote(self.one_of(["abuse", "fraud", "other", "ABUSE", "x"])),
            self.reason(), self.quote(self.one_of(
                ["abuse@example.net", "Abuse <abuse@example.net>", "nobody"])))

    def filing(self):
        """With two tags at most: Pigeonhole loses one of :create, :copy and
        :specialuse, by their order. Of the uses that no mailbox has."""
        use = self.quote(self.one_of(["\\\\Sent", "\\\\Drafts", "\\\\All"]))
        tags = self.random.sample([":create", ":copy", ":specialuse " + use],
                                  self.random.randint(0, 2))
        self.number += 1
        return "fileinto %s %s;" % (" ".join(tags), self.quote(self.one_of(
            ["N", "N/m"]) if use not in " ".join(tags) else "U%d" % self.number))

    def branch(self):
        """Alone, since Pigeonhole leaves out the tests before a constant one."""
        if self.chance(.1):
            return "error %s;" % self.text()
        return "if %s { %s } else { %s }" % (self.able(), self.log(), self.log())

    def including(self):
        """Another script, or one again, or one that is not there. Not in a loop,
        whose part Pigeonhole shows to the other script."""
        if self.loops:
            return "keep;"
        names = sorted(self.included)
        if len(names) < 3 and self.chance(.6) and self.may_include:
            name = "inc%d" % len(names)
            self.included[name] = None
            self.may_include = self.chance(.3)
            self.included[name] = self.another()
            self.may_include = True
        elif names and self.chance(.9):
            name = self.one_of(names)
        else:
            name = "absent"
        tags = self.some_of(":once", ":personal",
                            ":optional" if name == "absent" else ":once")
        if name == "absent" and ":optional" not in tags and self.chance(.8):
            tags += " :optional"
        return "include %s %s;" % (" ".join(dict.fromkeys(tags.split())),
                                   self.quote(name))
