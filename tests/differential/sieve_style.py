# SPDX-License-Identifier: MIT
"""Writes a Sieve script in other ways that mean the same: comments, white space,
capitals, one string for a list of one; and writes it wrongly."""
import re

TEXT = re.compile(r'(text:\n(?s:.*?)\n\.\n|"(?:[^"\\]|\\.)*"|^#@.*\n)', re.M)
BLANKS = [" ", " ", "  ", "\t", "\n", "\r\n", " /* c */ ", " # \"c\n", "\n\n", "/**/",
          " /* * / \n# */ "]
PIECES = ['"', ";", "{", "}", "[", "]", "(", ")", ",", ":x", "5K", "keep", "text:\n", "#",
          "/*", "\\", "stop;", "else", "not", "true", "1", "\0", "\u00fc", "require",
          "*/", "\r", ".", "if", "[]", '""', "foreverypart", "discard;", ":copy"]


def styled(random, script):
    """-> the script in another style"""
    def code(text):
        text = re.sub(r" ", lambda _: random.choice(BLANKS), text)
        return re.sub(r"[A-Za-z]+", lambda word: random.choice(
            [str, str, str, str.upper, str.capitalize])(word.group()), text)
    out = [part if number % 2 else code(part)
           for number, part in enumerate(TEXT.split(script))]
    return "".join(out)


def damaged(random, script):
    """-> the script with a mistake, most of the time: a byte or a word more, less
    or in another place, or a capability that is not required."""
    kind = random.choice(["byte", "byte", "piece", "piece", "cut", "require", "require",
                          "swap"])
    if kind == "require":
        return re.sub(r', "[^"]*"', lambda name: random.choice(
            [name.group()] * 4 + [""]), script, count=30)
    at = random.randrange(script.index("\n"), len(script))
    if kind == "byte":
        return script[:at] + script[at + 1:]
    if kind == "piece":
        return script[:at] + random.choice(PIECES) + script[at:]
    if kind == "cut":
        return script[:at] + "\n"
    return script[:at] + script[at + 1:at + 2] + script[at:at + 1] + script[at + 2:]
