# SPDX-License-Identifier: MIT
"""Tests and commands of Sieve scripts for dates, indexes, MIME parts and edits
of the header."""

PARTS_OF_DATES = ["year", "month", "day", "date", "julian", "hour", "minute",
                  "second", "time", "iso8601", "std11", "zone", "weekday"]
DATE_KEYS = ["2026", "01", "2026-01-01", "10", "00", "10:00:00", "4", "+0000",
             "2026-01-01T10:00:00+00:00", "-0800", "2025-12-31", "18", "3",
             "Thu, 01 Jan 2026 10:00:00 +0000", "61041"]
ZONES = [":originalzone", ':zone "+0000"', ':zone "-0800"', ':zone "+0530"']
NEW = ["X-New", "x-note", "Subject", "X-Long"]
VALUES = ["abc", "a b", "\u00e4", "10", "", "${a}", "lunch"]


class Parts:
    """A part of Scripts, which has the methods that it calls."""

    def date(self):
        tags, keys = self.matching()
        if ":regex" not in tags and self.chance(.7):
            keys = self.strings(DATE_KEYS)
        # Without :index, which Pigeonhole does not heed here.
        return "date %s %s %s %s %s" % (
            self.one_of(ZONES), tags,
            self.quote(self.one_of(["date", "x-none", "Date"])),
            self.quote(self.one_of(PARTS_OF_DATES)), keys)

    def index(self):
        return self.one_of(["", "", ":index 1", ":index 2", ":index 1 :last",
                            ":index 2 :last"])

    def indexed(self):
        tags, keys = self.matching()
        if ":count" in tags:  # Pigeonhole counts none
            tags, keys = ":contains", self.strings(["a", "second", "10"])
        return "header %s %s %s %s" % (self.index(), tags,
                                       self.strings(["x-note", "subject", "from"]),
                                       keys)

    def mime(self):
        tags, keys = self.matching()
        option = self.one_of(["", ":type", ":subtype", ":contenttype",
                              ':param "charset"', ':param ["boundary", "x"]'])
        if ":param" in option:  # Pigeonhole: one empty value where it is absent
            tags, keys = ":contains", self.strings(["utf-8", "b", "=", "x"])
        elif option and ":regex" not in tags:
            keys = self.strings(["text", "plain", "text/plain", "utf-8", "image",
                                 "multipart/mixed", "html", "b1"])
        return "header :mime %s %s %s %s %s" % (
            self.one_of(["", ":anychild"]), option, tags,
            # Of fields without parameters Pigeonhole has an empty value.
            self.quote("content-type") if option else self.strings(
                ["content-type", "mime-version", "subject"]), keys)

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
        text = 'extracttext %s "b"; ' % self.one_of(["", ":first 5", ":upper"])
        inside = "if %s %s" % (self.mime(), self.block(depth + 2))
        return "foreverypart { %s %s %s }" % (
            self.log(), text if self.chance(.4) else "", inside)
