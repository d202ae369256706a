#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The lookup type redis, on a Redis server. Debian's Exim has it not."""
import checks
import servers

ANSWERS = [
    ("set ada box", "OK"), ("get ada", "box"), ("get nobody", None),
    ("set key two\\ words", "OK"), ("get key", "two words"),
    ("set k\\\\ey x", "OK"), ("get k\\\\ey", "x"), ("incr count", "1"),
    ("incr count", "2"), ("del count", "1"), ("del count", "0"),
    ("rpush list a b c", "3"), ("lrange list 0 -1", "a\nb\nc"),
    ("lrange none 0 -1", None), ("mget ada nobody key", "box\ntwo words"),
    ("set empty \"\"", "OK"), ("exists ada", "1"), ("echo  spaced   ", "spaced"),
]


def main():
    with servers.Redis() as server, servers.Silent() as silent, \
            checks.Checks("redis", {"redis_servers": server.where},
                          exim=False) as check:
        for query, answer in ANSWERS:
            text = query.replace("\\", "\\\\")
            check.expect("redis", "${lookup redis{%s}{[$value]}{no}}" % text,
                         "no" if answer is None else f"[{answer}]")
        where = server.where
        host = where.split("/", maxsplit=1)[0]
        for address in [host, f"({server.socket})/0/{servers.PASSWORD}",
                        f"{checks.DOWN}/0/x:{where}"]:
            check.expect("servers", "${lookup redis,servers=%s{get ada}}"
                         % address, "box")
        check.expect("another database", "${lookup redis,servers=%s{get ada}"
                     "{y}{n}}" % where.replace("/0/", "/1/"), "n")
        check.expect("default", "${lookup redis{get nobody}{$value}{other}}",
                     "other")
        check.defers("unknown command", "${lookup redis{bogus}}",
                     words="REDIS: query failed: ERR unknown command")
        check.defers("wrong password", "${lookup redis,servers=%s{get ada}}"
                     % where.replace(servers.PASSWORD, "wrong"),
                     words="WRONGPASS")
        check.defers("no such server", "${lookup redis,servers=foo{get ada}}",
                     words='Redis server "foo" not found in redis_servers')
        check.defers("half an address", "${lookup redis,servers=a/b{get ada}}",
                     words="incomplete Redis server data: a")
        query = "${lookup redis{get %s}}"
        check.refuses("injection", query % "$h_subject:", "x")
        check.allows("quoted", query % "${quote_redis:$h_subject:}", "ada",
                     "box")
        check.defers("down", "${lookup redis,servers=%s/0/{get x}}"
                     % checks.DOWN, words="Connection refused")
        hang = f"redis,servers=127.0.0.1::{silent.port}/0/x"
        check.defers("hangs", "${lookup %s{get x}}" % hang,
                     words="Resource temporarily unavailable")
        check.expect("the next server answers",
                     "${lookup %s:%s{get ada}}" % (hang, where), "box")


main()
