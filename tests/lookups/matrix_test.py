#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Every lookup type beside every case: a hit, a miss, a default, a partial
match, a stranger's text where it may do harm, a source that is gone, and one
that never answers. Prints the table; a type without a row is a fault."""
import glob
import os
import re
import subprocess
import time

import checks
import servers

CASES = ["hit", "miss", "default", "partial", "injection", "down", "hangs"]
NO_PARTIAL = "is not permitted for lookup type"
UNQUOTED = "tainted search query is not properly quoted"
FILE = "Tainted filename for search"
DEFER = " gave DEFER: "
# Why a type has no such case.
LOCAL = "it asks nobody"
ALWAYS = "it is a named error"
FREE = "a stranger's key does no harm"
LIMIT = 3 * checks.LOOKUP_TIMEOUT


def run(folder, line, text):
    subprocess.run(line, shell=True, cwd=folder, check=True,
                   input=text.encode(), stdout=subprocess.DEVNULL)


PAIRS = [("a", "one"), ("*", "star"), ("*.b.c", "part")]


def make_files(folder):
    """One file a type, all with the same three pairs."""
    for program, package in [("cdb", "tinycdb"), ("db5.3_load", "db5.3-util"),
                             ("mdb_load", "lmdb-utils"),
                             ("sqlite3", "sqlite3")]:
        servers.need(package, program)
    plain = "".join(f"{key}: {value}\n" for key, value in PAIRS)
    lines = "".join(f"{key}\n{value}\n" for key, value in PAIRS)
    run(folder, "cat > plain", plain)
    run(folder, "cat > wild", "a: one\n*.b.c: part\n*: star\n")
    run(folder, "cat > ip", "192.0.2.7: one\n*: star\n")
    run(folder, "cat > json", '{"a": "one", "*": "star", "*.b.c": "part"}')
    run(folder, "cdb -c cdb", "".join(
        f"+{len(k)},{len(v)}:{k}->{v}\n" for k, v in PAIRS) + "\n")
    run(folder, "db5.3_load -T -t hash dbmnz", lines)
    run(folder, "db5.3_load -T -t hash dbm", "".join(
        f"{key}\\00\n{value}\n" for key, value in PAIRS))
    run(folder, "mdb_load -T -n lmdb", lines)
    run(folder, "sqlite3 sqlite", "create table t(k text, v text);"
        "insert into t values('a','one'),('b','two');")
    os.mkdir(os.path.join(folder, "dsearch"))
    for key, _ in PAIRS:
        run(folder, f"touch 'dsearch/{key}'", "")
    os.mkfifo(os.path.join(folder, "fifo"))


def single_key(kind, file, key="a", hit="one", star="star", part="part"):
    """The cases of a type that finds keys in a file."""
    def look(key, how, path):
        return "${lookup{%s}%s{%s}{$value}{n}}" % (key, how, path)
    return {
        "hit": (look(key, kind, file), hit),
        "miss": (look("10.0.0.1", kind, file), "n"),
        "default": (look("10.0.0.1", kind + "*", file), star),
        "partial": (look("x.b.c", "partial-" + kind, file), part),
        "injection": (look(key, kind, "$h_subject:"), FILE),
        "down": (look(key, kind, file + ".none"), "Failed: "),
        "hangs": (look(key, kind, os.path.dirname(file) + "/fifo"), "Failed: "),
    }


def query(kind, hit, miss, value, stranger, down, hang):
    """The cases of a type that is asked a query."""
    def look(kind, query):
        return "${lookup %s{%s}{$value}{n}}" % (kind, query)
    return {
        "hit": (look(kind, hit), value),
        "miss": (look(kind, miss), "n"),
        "default": ("${lookup %s{%s}{$value}{other}}" % (kind, miss), "other"),
        "partial": (look("partial-" + kind, hit), NO_PARTIAL),
        "injection": (look(kind, stranger), UNQUOTED),
        "down": (look(*down), DEFER), "hangs": (look(*hang), DEFER),
    }


def local(kind, hit, miss, value):
    """The cases of a type that needs nobody to answer."""
    return {**query(kind, hit, miss, value, "", ("", ""), ("", "")),
            "injection": FREE, "down": LOCAL, "hangs": LOCAL}


def file_types(folder):
    at = {name: os.path.join(folder, name) for name in os.listdir(folder)}
    rows = {kind: single_key(kind, at[kind])
            for kind in ["cdb", "dbm", "dbmnz", "lmdb", "json"]}
    rows["dbmjz"] = single_key("dbmjz", at["dbmnz"])
    rows["lsearch"] = single_key("lsearch", at["plain"])
    for kind in ["wildlsearch", "nwildlsearch"]:
        rows[kind] = single_key(kind, at["wild"])
        # The last line fits all; without it there is a miss.
        rows[kind]["miss"] = ("${lookup{10.0.0.1}%s{%s}{y}{n}}"
                              % (kind, at["plain"] + ".miss"), "n")
    rows["iplsearch"] = single_key("iplsearch", at["ip"], key="192.0.2.7",
                                   part="is not a valid iplsearch key")
    rows["dsearch"] = single_key("dsearch", at["dsearch"], hit="a", star="*",
                                 part="*.b.c")
    ask = "select v from t where k='%s'"
    rows["sqlite"] = query(
        f"sqlite,file={at['sqlite']}", ask % "a", ask % "z", "one",
        ask % "$h_subject:", (f"sqlite,file={at['sqlite']}.none", "select 1"),
        (f"sqlite,file={at['sqlite']}",
         "with recursive c(x) as (select 1 union all select x+1 from c) "
         "select count(*) from c"))
    # A file that is not there is an error, as Exim has it; a query without an
    # end runs out of time or of steps.
    rows["sqlite"]["down"] = (rows["sqlite"]["down"][0], "Failed: ")
    rows["sqlite"]["hangs"] = (rows["sqlite"]["hangs"][0],
                               "sqlite: the query took too")
    return rows


def server_types(up, silent):
    """`up`: the servers by name; the settings know them."""
    port = silent.port
    rows = {}
    ask = "select box from users where name='%s'"
    for kind in ["pgsql", "mysql"]:
        rows[kind] = query(
            kind, ask % "ada", ask % "nobody", "box", ask % "$h_subject:",
            (f"{kind},servers={checks.DOWN}/a/b/c", "select 1"),
            (f"{kind},servers=127.0.0.1::{port}/a/b/c", "select 1"))
    rows["redis"] = query(
        "redis", "get ada", "get nobody", "box", "get $h_subject:",
        (f"redis,servers={checks.DOWN}/0/", "get a"),
        (f"redis,servers=127.0.0.1::{port}/0/", "get a"))
    ask = "ldap:///o=Garden?sn?sub?(uid=%s)"
    for kind, value in [("ldap", "Lovelace"), ("ldapm", "Lovelace"),
                        ("ldapdn", "uid=ada,o=Garden")]:
        rows[kind] = query(
            kind, ask % "ada", ask % "nobody", value, ask % "$h_subject:",
            (kind, f"servers={checks.DOWN} {ask % 'ada'}"),
            (kind, f"servers=127.0.0.1::{port} {ask % 'ada'}"))
    rows["dnsdb"] = query(
        "dnsdb", "a=mx.garden.example", "a=no.garden.example", "192.0.2.1",
        "", ("dnsdb", "a=down.example"), ("dnsdb", "a=down.example"))
    # Whatever is asked, a name server cannot be told to do anything.
    rows["dnsdb"]["injection"] = FREE
    echo, where = up["echo"].path, f"inet:127.0.0.1:{port}"
    rows["readsock"] = query(
        f"readsock,file={echo}", "hit", "miss", "<hit>", "",
        (f"readsock,file={echo}.none", "x"), (f"readsock,file={where}", "x"))
    rows["readsock"]["injection"] = (
        "${lookup readsock{$h_subject: x}{$value}{n}}",
        "a tainted query cannot name its socket")
    return rows


def other_types():
    def error(text, words):
        return {**{case: ALWAYS for case in CASES}, "hit": (text, words)}

    nis = "failed to get default NIS domain"
    return {
        "passwd": local("passwd", "root", "no-such-user", "*:0:0:"),
        "psl": local("psl", "www.example.co.uk", "", "co.uk"),
        "regdom": local("regdom", "www.example.co.uk", "co.uk",
                        "example.co.uk"),
        "nis": error("${lookup{a}nis{m}}", nis),
        "nis0": error("${lookup{a}nis0{m}}", nis),
        "spf": error("${lookup{192.0.2.1}spf{a@b}}", "need an MTA"),
    }


def known_types():
    root = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../..")
    names = set()
    for path in glob.glob(os.path.join(root, "stdlib/lookup/*.cc")):
        with open(path) as file:
            names |= set(re.findall(r'RowKind::kLookupType,\s*"(\w+)"',
                                    file.read()))
    return names


def settings_of(up):
    return {"pgsql_servers": up["pgsql"].where,
            "mysql_servers": up["mysql"].where,
            "redis_servers": up["redis"].where,
            "ldap_default_servers":
                up["ldap"].url.removeprefix("ldap://").replace(":", "::"),
            "dns_servers": up["dnsdb"].where}


def fill(up):
    table = "create table users(name varchar(9), box varchar(9));" \
            "insert into users values ('ada', 'box'), ('bob', 'secret');"
    up["pgsql"].sql(table)
    up["mysql"].sql(table)
    up["redis"].cli("set", "ada", "box")


def settings_for(kind, case, silent):
    """A name server is in the settings alone."""
    if kind != "dnsdb" or case not in ("down", "hangs"):
        return {}
    port = 1 if case == "down" else silent.port
    return {"dns_servers": f"127.0.0.1:{port}"}


def judge(check, kind, case, wanted, silent):
    """Runs one case; how the table shows it."""
    if isinstance(wanted, str):
        return "-"
    text, answer = wanted
    begin = time.monotonic()
    if case == "injection":
        got = check.filtered(text, "x' or 'a'='a")
    else:
        got = check.expand(text, settings_for(kind, case, silent))
    if answer not in got:
        check.wrong.append(f"{kind}, {case}: {text}\n  got {got!r}")
        return "WRONG"
    if time.monotonic() - begin > LIMIT:
        check.wrong.append(f"{kind}, {case}: took too long")
    return "ok"


def show(check, rows, silent):
    print(" " * 14 + "".join(f"{case:>10}" for case in CASES))
    for kind, row in sorted(rows.items()):
        cells = [judge(check, kind, case, row[case], silent) for case in CASES]
        print(f"{kind:14}" + "".join(f"{cell:>10}" for cell in cells))
    for reason in [FREE, LOCAL, ALWAYS]:
        print(f"-: {reason}: " + ", ".join(sorted(
            f"{kind} {case}" for kind, row in rows.items() for case in CASES
            if row[case] == reason and (reason != ALWAYS or case == "miss"))))


ZONE = ("$ORIGIN garden.example.\n$TTL 60\n@ SOA ns admin 1 2 3 4 5\n"
        "@ NS ns\nns A 127.0.0.1\nmx A 192.0.2.1\n")


def main():
    def echo(request):
        return b"" if request == b"miss" else b"<" + request + b">"

    with servers.Postgres() as pgsql, servers.MariaDb() as mysql, \
            servers.Redis() as redis, servers.Slapd() as ldap, \
            servers.Nsd({"garden.example": ZONE}) as dnsdb, \
            servers.LocalSocket(echo) as sock, servers.Silent() as silent:
        up = {"pgsql": pgsql, "mysql": mysql, "redis": redis, "ldap": ldap,
              "dnsdb": dnsdb, "echo": sock}
        fill(up)
        with checks.Checks("matrix", settings_of(up), exim=False) as check:
            make_files(check.dir.name)
            run(check.dir.name, "cat > plain.miss", "a: one\n")
            rows = {**file_types(check.dir.name), **server_types(up, silent),
                    **other_types()}
            show(check, rows, silent)
            for kind in sorted(known_types() ^ set(rows)):
                check.wrong.append(f"{kind}: not in the table, or no type")


main()
