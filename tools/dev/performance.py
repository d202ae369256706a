# SPDX-License-Identifier: MIT
"""Runs the comparison of ../shared/bench and our own part benchmarks and
writes what they print as docs/PERFORMANCE.md. Called by tools/dev/bench."""
import argparse
import datetime
import json
import os
import platform
import shlex
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(
    os.path.abspath(__file__))))
BUILT = os.path.join(ROOT, "build/release/bin")
PAGE = os.path.join(ROOT, "docs/PERFORMANCE.md")
PEERS = os.path.join(ROOT, "../shared/bench/bench_peers.py")
SCRATCH = os.environ.get("BENCH_SCRATCH") or os.path.join(
    tempfile.gettempdir(), "trommel-bench")

# What of ours stands in which group of tables: name, group, command line.
# The names in braces are filled in by bench_peers.py.
OURS = [
    ("ours-exim", "test", "trommel test {exim} {msg} -f x@bounce.test"
     " --set message_body_visible=200000000"),
    ("ours-sieve", "test", "trommel test {sieve} {msg} -f x@bounce.test"),
    ("ours-lda", "lda", "trommel-lda --script {sieve} --maildir {home}/Maildir"
     " -f x@bounce.test -r me@example.com"),
    ("ours-mbox", "offline", "trommel run {sieve} {mbox} --summary -j 1"),
    ("ours-mbox-exim", "offline", "trommel run {exim} {mbox} --summary -j 1"
     " --set message_body_visible=200000000"),
    ("ours-mbox-2", "offline", "trommel run {sieve} {mbox} --summary -j 2"),
    ("ours-maildir", "offline", "trommel run {sieve} {maildir} --summary -j 1"),
    ("ours-compile", "compile", "trommel compile {sieve} -o {out}"),
    ("ours-compile-exim", "compile", "trommel compile {exim} -o {out}"),
    ("ours-run", "scale", "trommel run {sieve} {mbox} --summary -j 1"),
]

# What this stage asks of the ratio ours / theirs: table, ours, theirs, at most.
GOALS = [
    ("test one message, script tiny", "ours-exim", "exec floor (static)", 2.0),
    ("test one message, script tiny", "ours-sieve", "exec floor (static)", 2.0),
    ("test one message, script typical", "ours-exim", "exec floor (static)",
     2.0),
    ("test one message, script typical", "ours-sieve", "exec floor (static)",
     2.0),
    ("script typical", "ours-mbox", "sieve-filter dry, no index", 0.5),
    ("script typical", "ours-mbox", "sieve-filter dry, warm index", 0.5),
    ("compile r5000", "ours-compile", "sievec", 0.5),
]

QUICK = ["--rounds", "2", "--reps", "3", "--offline-rounds", "1",
         "--groups", "test,lda,offline,compile",
         "--scripts", "tiny,typical,heavy", "--offline-scripts", "typical",
         "--corpus", os.path.join(SCRATCH, "data/1k")]


def programs():
    """Copies our programs to where user nobody may run them; -> the folder"""
    folder = os.path.join(SCRATCH, "ours")
    os.makedirs(folder, exist_ok=True)
    for name in ("trommel", "trommel-lda"):
        shutil.copy(os.path.join(BUILT, name), folder)
    return folder


def compare(quick):
    """-> the comparison's tables, as Markdown"""
    folder = programs()
    command = [sys.executable, "-B", PEERS] + (QUICK if quick else [])
    for name, group, line in OURS:
        command += ["--ours", "%s=%s:%s" % (
            name, group, shlex.join([folder]) + "/" + line)]
    ran = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True,
                         env=dict(os.environ, BENCH_SCRATCH=SCRATCH))
    kept = [line for line in ran.stdout.splitlines()
            if not line or line.startswith(("|", "#", "svbin"))]
    return "\n".join(kept) + "\n"


def goals(tables):
    """-> the table of what is asked and what `tables` show"""
    rows = ["| table | ours | against | cpu ratio | asked | |",
            "|---|---|---|---:|---:|---|"]
    for title, ours, theirs, most in GOALS:
        for table in tables.split("\n### ")[1:]:
            cpu = {cells[1].strip(): cells[2] for cells in
                   (line.split("|") for line in table.splitlines()[3:])
                   if len(cells) > 3}
            head = table.splitlines()[0]
            if title not in head or ours not in cpu or theirs not in cpu:
                continue
            ratio = float(cpu[ours]) / float(cpu[theirs])
            rows.append("| %s | %s | %s | %.2f | <= %.1f | %s |" % (
                head.split(" (")[0], ours, theirs, ratio, most,
                "reached" if ratio <= most else "**missed**"))
    return "\n## What is asked, and what was seen\n\n" + "\n".join(rows) + "\n"


def parts(quick):
    """-> the table of our own part benchmarks, or "" when none were built"""
    program = os.path.join(BUILT, "bench_parts")
    if not os.path.exists(program):
        return ""
    ran = subprocess.run(
        [program, "--benchmark_format=json",
         "--benchmark_min_time=" + ("0.05" if quick else "0.5")],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=True)
    rows = ["| part | cpu | rate |", "|---|---:|---:|"]
    for row in json.loads(ran.stdout)["benchmarks"]:
        rate = row.get("bytes_per_second")
        per_item = row.get("items_per_second")
        shown = ("%.0f MB/s" % (rate / 1e6) if rate else
                 "%.0f items/s" % per_item if per_item else "")
        rows.append("| `%s` | %.1f %s | %s |" % (
            row["name"], row["cpu_time"], row["time_unit"], shown))
    return "\n## Single parts (`bench_parts`)\n\n" + "\n".join(rows) + "\n"


def expansions(quick):
    """-> the table of 1,000 expansions beside exim4 -be"""
    ran = subprocess.run(
        [sys.executable, "-B", os.path.join(ROOT, "tests/bench/expansions.py"),
         "--trommel", os.path.join(BUILT, "trommel"),
         "--rounds", "3" if quick else "20"],
        stdout=subprocess.PIPE, text=True, check=True)
    return ("\n## Expansions\n\nThe same lines on standard input (`tests/bench/"
            "expansions.py`); asked for is a ratio of 5.\n\n" + ran.stdout)


def output(*command):
    return subprocess.run(command, stdout=subprocess.PIPE, text=True,
                          check=True).stdout.strip()


def machine():
    """-> one line: processor, cores, kernel, compiler"""
    with open("/proc/cpuinfo", encoding="utf-8") as lines:
        model = next((l.split(":")[1].strip() for l in lines
                      if l.startswith("model name")), platform.machine())
    return "%s, %d cores, Linux %s, %s" % (
        model, os.cpu_count(), platform.release(),
        output("g++", "--version").split("\n")[0])


def page(quick):
    """-> the whole page"""
    lines = "\n".join("    %-18s %s" % (name, line) for name, _, line in OURS)
    tables = compare(quick)
    return """\
# Performance

Measured on %s at commit `%s` by `tools/dev/bench%s`; run it again to write
this page anew.

Machine: %s.

In every table all contestants ran in turn within each round, so that a noisy
machine hits all alike; "cpu" is user and system time of the whole process,
its start included, and the last column divides it by that of the first of
ours. Peers are the Debian 12 packages of `docs/DEPENDENCIES.md`; their
messages and scripts are generated, the same for all. The commands of ours:

%s
%s
%s%s%s""" % (datetime.date.today().isoformat(),
           output("git", "-C", ROOT, "rev-parse", "--short", "HEAD"),
           " --quick" if quick else "", machine(), lines, goals(tables), tables,
           expansions(quick), parts(quick))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--print", action="store_true")
    args = parser.parse_args()
    text = page(args.quick)
    if args.print:
        print(text)
        return
    with open(PAGE, "w", encoding="utf-8") as out:
        out.write(text)
    print("wrote " + os.path.relpath(PAGE, ROOT))


main()
