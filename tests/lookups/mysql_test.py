#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The lookup type mysql, on a MariaDB server; beside Exim."""
import checks
import servers

TABLE = """
create table users(name varchar(20), box varchar(20), quota int);
insert into users values
  ('ada', 'ada-box', 1), ('bob', 'bob box', 2), ('o''neil', 'onbox', null);
create procedure two() select 1 union select 2;
"""

QUERIES = [
    "select box from users where name='ada'",
    "select box from users where name='nobody'",
    "select name,box from users order by name",
    "select box from users order by name", "select * from users limit 1",
    "select quota from users order by name",
    "select '' as a, null as b, 'x y' as c, 'q\"q' as d, '\"lead' as e, "
    "'back\\\\\\\\slash x' as f, 'a=b' as g",
    "select null", "select ''", "select 1 from users where false",
    "select 1,2", "select 'tab\\\\tx', 'line\\\\nx', 'cr\\\\rx'",
    "select '   '", "select null union all select 'x'",
    "select 1 union all select null union all select 2",
    "create table t(a int)", "insert into t values (1), (2)",
    "update t set a=3", "update t set a=3", "update t set a=4 where a=99",
    "delete from t", "drop table t", "bogus", "select 1; select 2",
    "  select 1 ;", ";", "", "begin", "do 1", "set names utf8", "call two()",
    "show variables like 'nosuch'", "select 1 as `we ird`, 2 as b",
    "servers x", "servers=a/b/c/d select 1", "select 'caf\u00e9'",
]

ADDRESSES = [
    "a/b", "a", "foo", "127.0.0.1::1/b/c/d", "(/tmp/nosuch)/b/c/d",
    "localhost(/tmp/nosuch)/b/c/d", "127.0.0.1::1/b/c/d:127.0.0.1::1/b/c/d",
    "127.0.0.1::1[group]/b/c/d",
]


def main():
    with servers.MariaDb() as server, servers.Silent() as silent, \
            checks.Checks("mysql", {"mysql_servers": server.where}) as check:
        server.sql(TABLE.replace("'o''neil'", "'o\\'neil'"))
        where = server.where
        host = where.split("/", maxsplit=1)[0]
        check.answers("mysql", *QUERIES)
        for address in [*ADDRESSES, host, where,
                        f"({server.socket})/mail/ada/{servers.PASSWORD}",
                        f"localhost({server.socket})/mail/ada/"
                        f"{servers.PASSWORD}",
                        where.replace(servers.PASSWORD, "wrong"),
                        f"127.0.0.1::1/a/b/c:{where}", f"foo:{where}"]:
            check.answers("mysql,servers=" + address, "select 7")
            check.answers("mysql", f"servers={address};select 7")
        check.expect("hit", "${lookup mysql{select box from users where "
                     "name='ada'}}", "ada-box")
        check.expect("miss", "${lookup mysql{select 1 from users where false}"
                     "{y}{n}}", "n")
        check.expect("default", "${lookup mysql{select 1 from users where "
                     "false}{$value}{other}}", "other")
        query = "${lookup mysql{select box from users where name='%s'}}"
        check.refuses("injection", query % "$h_subject:", "x' or 'a'='a")
        check.refuses("the wrong quotes",
                      query % "${quote_pgsql:$h_subject:}", "ada")
        check.allows("quoted", query % "${quote_mysql:$h_subject:}", "ada",
                     "ada-box")
        down = f"mysql,servers={checks.DOWN}/a/b/c"
        hang = f"mysql,servers=127.0.0.1::{silent.port}/a/b/c"
        check.defers("down", "${lookup %s{select 1}}" % down,
                     words="Can't connect to server")
        check.defers("hangs", "${lookup %s{select 1}}" % hang,
                     words="MYSQL connection failed")
        check.expect("the next server answers",
                     "${lookup %s:%s{select 7}}" % (hang, where), "7")
        check.defers("slow", "${lookup mysql{select sleep(9)}}",
                     words="MYSQL: query failed")


main()
