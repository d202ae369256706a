#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs the commands of README.md and compares what they print.

Every line `$ COMMAND` of a ```console block is run by bash in the root of the
project, with the built programs in PATH; the lines up to the next command are
what it must print, errors included. UPDATE_GOLDEN=1 writes what it does print.
"""

import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAMS = pathlib.Path(
    os.environ.get("TROMMEL_PROGRAMS", ROOT / "build/release/bin"))
BLOCK = re.compile(r"(?<=^```console\n)(.*?)(?=^```$)", re.DOTALL | re.MULTILINE)
TIMEOUT = 60  # seconds a command
SKIPPED = 77


def printed(command):
    """What `command` writes to stdout and stderr."""
    environment = dict(os.environ, LC_ALL="C.UTF-8", NO_COLOR="1")
    environment["PATH"] = f"{PROGRAMS}:{environment['PATH']}"
    done = subprocess.run(["bash", "-c", command], cwd=ROOT, env=environment,
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, timeout=TIMEOUT,
                          check=False)
    return done.stdout.decode("utf-8")


def run_block(match):
    """The block with the output that its commands have now."""
    commands = [line for line in match.group(1).splitlines()
                if line.startswith("$ ")]
    return "".join(f"{line}\n{printed(line[2:])}" for line in commands)


def first_difference(old, new):
    """Number and both forms of the first line that differs."""
    old_lines, new_lines = old.splitlines(), new.splitlines()
    for number, (a, b) in enumerate(zip(old_lines, new_lines), 1):
        if a != b:
            return f"line {number}:\n  is     {a}\n  prints {b}"
    return f"{len(old_lines)} lines, would be {len(new_lines)}"


def main():
    if not (PROGRAMS / "trommel").exists():
        print(f"no program {PROGRAMS}/trommel: build it first")
        return SKIPPED
    (ROOT / "build").mkdir(exist_ok=True)
    page = ROOT / "README.md"
    old = page.read_text(encoding="utf-8")
    new, blocks = BLOCK.subn(run_block, old)
    if blocks == 0 or "$ trommel" not in old:
        print("README.md shows no command")
        return 1
    if os.environ.get("UPDATE_GOLDEN"):
        page.write_text(new, encoding="utf-8")
        return 0
    if old != new:
        print(f"README.md is stale, {first_difference(old, new)}\n"
              "UPDATE_GOLDEN=1 writes what its commands print now")
        return 1
    print(f"{blocks} blocks of README.md run as shown")
    return 0


if __name__ == "__main__":
    sys.exit(main())
