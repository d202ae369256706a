#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The lookup type pgsql, on a PostgreSQL server; beside Exim."""
import checks
import servers

TABLE = """
create table users(name text, box text, quota int);
insert into users values
  ('ada', 'ada-box', 1), ('bob', 'bob box', 2), ('o''neil', 'onbox', null);
"""

QUERIES = [
    "select box from users where name='ada'",
    "select box from users where name='nobody'",
    "select name,box from users order by name",
    "select box from users order by name", "select * from users limit 1",
    "select quota from users where name='o''neil'",
    "select '' as a, null as b, 'x y' as c, 'q\"q' as d, '\"lead' as e, "
    "'back\\\\slash x' as f, 'a=b' as g",
    "select null", "select ''", "select 1 where false", "select 1,2",
    "select E'tab\\\\tx', E'line\\\\nx', E'cr\\\\rx'", "select '   '",
    "select null union all select 'x'", "select", "select true, 1.5",
    "create table t(a int)", "insert into t values (1), (2)",
    "update t set a=3", "update t set a=4 where a=99", "delete from t",
    "drop table t", "bogus", "select 1; select 2", "select 1; bogus",
    "  select 1 ;", ";", "", "begin", "show server_encoding",
    "copy (select 1) to stdout", "select 1/0", "values (1),(2)",
    "select 1 as \"we ird\", 2 as b", "select pg_sleep(0)",
    "servers x", "servers=a/b/c/d select 1", "select 'caf\u00e9'",
]

ADDRESSES = [
    "a/b", "a", "foo", "127.0.0.1::1/b/c/d", "127.0.0.1::x/a/b/c",
    "(/tmp/nosuch)/b/c/d", "(/tmp/.s.PGSQL.1)/b/c/d", "()/b/c/d",
    "127.0.0.1::1/b/c/d:127.0.0.1::1/b/c/d", "127.0.0.1::1()/b/c/d",
]


def main():
    with servers.Postgres() as server, servers.Silent() as silent, \
            checks.Checks("pgsql", {"pgsql_servers": server.where}) as check:
        server.sql(TABLE)
        where = server.where
        host = where.split("/", maxsplit=1)[0]
        check.answers("pgsql", *QUERIES)
        for address in [*ADDRESSES, host, where,
                        f"({server.socket})/postgres/admin/{servers.PASSWORD}",
                        where.replace(servers.PASSWORD, "wrong"),
                        f"127.0.0.1::1/a/b/c:{where}", f"foo:{where}"]:
            check.answers("pgsql,servers=" + address, "select 7")
            check.answers("pgsql", f"servers={address};select 7")
        check.expect("hit", "${lookup pgsql{select box from users where "
                     "name='ada'}}", "ada-box")
        check.expect("miss", "${lookup pgsql{select 1 where false}{y}{n}}", "n")
        check.expect("default", "${lookup pgsql{select 1 where false}"
                     "{$value}{other}}", "other")
        query = "${lookup pgsql{select box from users where name='%s'}}"
        check.refuses("injection", query % "$h_subject:", "x' or 'a'='a")
        check.refuses("the wrong quotes",
                      query % "${quote_mysql:$h_subject:}", "ada")
        check.refuses("quoted, then changed",
                      query % "${lc:${quote_pgsql:$h_subject:}}", "ada")
        check.allows("quoted", query % "${quote_pgsql:$h_subject:}", "ada",
                     "ada-box")
        down = f"pgsql,servers={checks.DOWN}/a/b/c"
        hang = f"pgsql,servers=127.0.0.1::{silent.port}/a/b/c"
        check.defers("down", "${lookup %s{select 1}}" % down,
                     words="Connection refused")
        check.defers("hangs", "${lookup %s{select 1}}" % hang,
                     words="timeout expired")
        check.expect("the next server answers",
                     "${lookup %s:%s{select 7}}" % (hang, where), "7")
        check.defers("slow", "${lookup pgsql{select pg_sleep(9)}}",
                     words="timeout expired")


main()
