# SPDX-License-Identifier: MIT
"""Tests and commands of Sieve scripts for dates, indexes, MIME parts and edits
of the header."""

PARTS_OF_DATES = ["year", "month", "day", "date", "julian", "hour", "minute",
                  "second", "time", "iso8601", "std11", "zone", "weekday"]
DATE_KEYS = ["2026", "01", "2026-01-01", "10", "00", "10:00:00", "4", "+0000",
             "2026-01-01T10:00:00+00:00", "-0800", "2025-12-31", "18", "3",
             "Thu, 01 Jan 2026 10:00:00 +0000", "61041"]
ZONES = [":originalzone", ':zone "+0000"', ':zone "-0800"', ':zone "+0530"']
NEW = ["X-New", "x-note", "Subject", "X-Long", "X-Many"]
VALUES = ["abc", "a b", "\u00e4", "10", "", "${a}", "lunch"]


class Parts:
    """A part of Scripts, which has the methods that it calls."""

    def date(self):
        tags, keys = self.matching()
        if ":regex" not in tags and self.chance(.7):
            keys = self.strings(DATE_KEYS)
        index = self.index() if "index" in self.has else ""
        zone = [self.one_of(ZONES), index]
        self.random.shuffle(zone)
        return "date %s %s %s %s %s" % (
            " ".join(zone), tags,
            self.quote(self.one_of(["date", "x-none", "Date", "resent-date",
                                    "received", "x-note"])),
            self.quote(self.one_of(PARTS_OF_DATES)), keys)

    def now(self):
        """Of the parts that stay the same while both run."""
        tags, keys = self.matching()
        if ":regex" not in tags and self.chance(.5):
            keys = self.strings(["2026", "11", "12", "01", "+0000", "+0530", "0"])
        zone = self.one_of([':zone "+0000"', ':zone "+0530"', ':zone "-0330"'])
        return "currentdate %s %s %s %s" % (zone, tags, self.quote(self.one_of(
            ["year", "month", "zone", "Year"])), keys)

    def index(self):
        return self.one_of(["", "", ":index 1", ":index 2", ":index 1 :last",
                            ":index 2 :last"])

    def indexed(self):
        tags, keys = self.matching()
        some = [self.index(), tags]
        self.random.shuffle(some)
        if self.chance(.3):
            return "address %s %s %s %s" % (
                self.one_of(["", ":localpart", ":domain"]), " ".join(some),
                self.strings(["from", "to", "cc", "resent-to"]), keys)
        return "header %s %s %s" % (" ".join(some), self.strings(
            ["x-note", "subject", "from", "received", "x-many"]), keys)

    def mime(self):
        tags, keys = self.matching()
        option = self.one_of(["", ":type", ":subtype", ":contenttype",
                              ':param "charset"', ':param ["boundary", "name"]',
                              ':param ["Filename", "name"]'])
        if ":param" in option:  # Pigeonhole: one empty value where it is absent
            tags, keys = ":contains", self.strings(["utf-8", "b", "=", "x", "."])
        elif option and ":regex" not in tags:
            keys = self.strings(["text", "plain", "text/plain", "utf-8", "image",
                                 "multipart/mixed", "html", "b1"])
        return "header :mime %s %s %s %s %s" % (
            self.one_of(["", ":anychild"]), option, tags,
            # Of fields without parameters Pigeonhole has an empty value.
            self.quote(self.one_of(["content-type", "content-disposition"])
                       if ":param" in option else "content-type")
            if option else self.strings(
                ["content-type", "mime-version", "subject", "x-note"]), keys)

    def parts(self):
        """Whether parts have a field, or an address in it."""
        tags, keys = self.matching()
        if self.chance(.5):
            return "exists :mime %s %s" % (
                self.one_of(["", ":anychild"]), self.strings(
                    ["content-disposition", "content-type", "subject", "x-none"], 2))
        return "address :mime %s %s %s %s" % (
            self.one_of(["", ":anychild"]), tags, self.strings(["from", "to"]), keys)

    def edit(self):
        name = self.quote(self.one_of(NEW))
        if self.chance(.5):
            return "addheader %s %s %s;" % (
                self.one_of(["", ":last"]), name,
                self.quote(self.one_of(VALUES)))
        index = self.index()
        if self.chance(.5):
            return "deleteheader %s %s;" % (index, name)
        kind = self.one_of(["", ":is", ":contains", ":matches"])
        return "deleteheader %s %s %s %s;" % (
            index, kind, name, self.strings(["second", "abc", "*a*", "10"]))

    def loop(self, depth):
        # None in another: where the part has none, Pigeonhole fails.
        text = 'extracttext %s "b";' % self.some_of(
            ":first " + self.one_of(["5", "0", "20", "1K"]),
            self.one_of([":upper", ":lower"]), self.one_of(
                [":quotewildcard", ":length", ":lowerfirst"]))
        test = self.one_of([self.mime, self.mime, self.parts])()
        commands = [self.log(), "if %s %s" % (test, self.block(depth + 2))]
        if self.chance(.4):
            commands.insert(self.random.randint(0, 2), text)
        if self.chance(.15):
            commands.append("if %s { break%s; }" % (
                self.mime(), self.one_of(["", "", ' :name "l%d"' % depth])))
        name = ' :name "l%d"' % depth if self.chance(.3) or any(
            "break :name" in command for command in commands) else ""
        return "foreverypart%s { %s }" % (name, " ".join(commands))
