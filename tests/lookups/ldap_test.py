#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The lookup types ldap, ldapdn and ldapm, on OpenLDAP's slapd; beside Exim."""
import checks
import servers

ADMIN = f'user="cn=admin,o=Garden" pass={servers.PASSWORD} '
ADA = "ldap:///o=Garden?sn?sub?(uid=ada)"

QUERIES = [
    ADA, "ldap:///o=Garden?sn?sub?(uid=bob)",
    "ldap:///o=Garden?sn,cn,mail?sub?(uid=bob)",
    "ldap:///o=Garden?cn,mail?sub?(uid=cleo)",
    "ldap:///o=Garden?cn?sub?(uid=bob)", "ldap:///o=Garden?cn?sub?(uid=cleo)",
    "ldap:///o=Garden?mail?sub?(uid=cleo)", "ldap:///o=Garden??sub?(uid=cleo)",
    "ldap:///o=Garden?sn?sub?(uid=*)", "ldap:///o=Garden?sn?sub?(uid=zzz)",
    "ldap:///o=Garden?mail?sub?(uid=bob)", "ldap:///o=Nowhere?mail?sub?(a=b)",
    "ldap:///uid=ada,o=Garden?mail?base", "ldap:///uid=ada,o=Garden?mail,sn",
    "ldap:///uid=ada,o=Garden?mail?bogus", "ldap:///o=Garden?sn?sub?(uid=ada",
    "ldap:///o=Garden?sn?sub?uid=ada", "ldap:///o=Garden?1.1?sub?(uid=ada)",
    "ldap:///o=Garden?*?sub?(uid=ada)", "ldap:///o=Garden?sn?one?(uid=ada)",
    "ldap:///o=Garden?o,o", "ldap:///o=Garden?O,objectclass", "ldap:///",
    "ldap:///o=Garden", "  ldap:///o=Garden?o", "LDAP:///o=Garden?o",
    "ldap:///o=Garden?o?base?(o=*)?ext", "ldap:///bad dn?o",
    "ldap:///o=Garden?nosuch", "ldap:///o=Garden?sn?children?(uid=ada)",
    "ldap:///o=Garden?sn?sub?(bogus)",
    "ldap:///o=Garden?mail?sub?(|(uid=bob)(uid=cleo))",
    "ldap:///o=Garden?mail?sub?(|(uid=ada)(uid=bob))",
    "ldap:///o=Garden?mail,o?sub?(|(uid=bob)(uid=cleo)(o=*))",
    "ldap:///o=Garden??sub?", "ldap:///o=Garden?mail?sub?(uid=*)",
    ADMIN + ADA, ADMIN.replace(servers.PASSWORD, "wrong") + ADA,
    f"user=cn%3Dadmin,o%3DGarden pass={servers.PASSWORD} " + ADA,
    "size=1 ldap:///o=Garden?sn?sub?(uid=*)", "time=5 nettime=2 " + ADA,
    "connect=2 " + ADA, "size=x " + ADA, "size=0 " + ADA, "time=0 " + ADA,
    "dereference=never referrals=nofollow " + ADA, "dereference=bad " + ADA,
    "referrals=bad " + ADA, "pass=x " + ADA, 'user="" ' + ADA,
    "user=cn=x " + ADA, "user=bogus pass=x " + ADA,
    "servers= " + ADA, "servers=127.0.0.1::1 " + ADA,
    "servers=/nosuch/sock " + ADA, "servers=/nosuch/sock:127.0.0.1::1 " + ADA,
    "ldap://127.0.0.1:1/o=Garden?sn", "ldap://127.0.0.1:x/o=Garden?sn",
    "ldapi://127.0.0.1/o=Garden?o", "ldapi:///o=Garden?o",
    "ldapi://%2Fnosuch%2Fsock/o=Garden?o", "ldap:", "ldap", "ldaps",
    "ldap://", "ldap://?o", "LDAP://?o", "ldaps://", "ldapi://",
    "ldapxyz:///o=Garden/a/long/one", "http://x/", "xx", "size=1", "size=1 ",
    "user", "=x ldap:///o=x", "size ldap:///o=x", 'size="1"ldap:///o=Garden?o',
    "size = 1 ldap:///o=Garden?o", "foo=bar ldap:///o=x", "", "  ",
]


NOBODY = 'user="cn=admin,o=Garden" pass=%s '
# Of the condition ldapauth.
LOGINS = [
    ADMIN + "ldap:///", NOBODY % "wrong" + "ldap:///",
    NOBODY % '""' + "ldap:///", 'user="cn=admin,o=Garden" ldap:///',
    "pass=x ldap:///", "ldap:///", "", " ", ADMIN, ADMIN.strip(),
    ADMIN.replace("admin", "none") + "ldap:///",
    f"user=bogus pass={servers.PASSWORD} ldap:///",
    f'user="" pass={servers.PASSWORD} ldap:///', ADMIN + "ldap://127.0.0.1:1/",
    ADMIN + "servers=/nosuch ldap:///", ADMIN + "bogus", ADMIN + "ldap://",
    ADMIN + "ldap:///o=Garden?sn?sub?(uid=ada", ADMIN + "size=x ldap:///",
    "user=x pass=y size", 'user="uid=ada,o=Garden" pass=x ldap:///',
    ADMIN + "ldapi:///", ADMIN + "foo=bar ldap:///",
    "user=cn%3Dadmin,o%3DGarden pass=" + servers.PASSWORD + " ldap:///",
]


def logins(check, here, hang):
    """${if ldapauth"""
    text = "${if ldapauth{%s}{y}{n}}"
    for query in [*LOGINS, ADMIN + f"servers=127.0.0.1::1:{here} ldap:///",
                  NOBODY % "x" + f"servers=127.0.0.1::1:{here} ldap:///"]:
        check.same(text % query)
    check.expect("login", text % LOGINS[0], "y")
    check.expect("no login", text % LOGINS[1], "n")
    check.expect("login hangs", text % (ADMIN + f"servers={hang} ldap:///"),
                 lambda got: "timed out" in got)
    stranger = 'user="uid=%s,o=Garden" pass=x ldap:///'
    check.refuses("login injection", text % stranger % "$h_subject:",
                  'ada,o=Garden" pass= servers=evil')
    check.allows("login quoted",
                 text % stranger % "${quote_ldap_dn:$h_subject:}", "ada", "n")


def main():
    with servers.Slapd() as server, servers.Silent() as silent:
        here = server.url.removeprefix("ldap://").replace(":", "::")
        socket = server.socket
        with checks.Checks("ldap", {"ldap_default_servers": here}) as check:
            for kind in ["ldap", "ldapdn", "ldapm"]:
                check.answers(kind, *QUERIES)
            check.answers(
                "ldap", f"servers=127.0.0.1::1:{here} {ADA}",
                f"servers={socket} {ADA}", f"servers=/nosuch:{socket} {ADA}",
                f"ldapi://{socket.replace('/', '%2F')}/o=Garden?o",
                f"ldap://{socket.replace('/', '%2F')}/o=Garden?o",
                f"{server.url}/o=Garden?o", f"{server.url}?o",
                ADA.replace("ldap:", "ldaps:"))
            for kind in ["ldap", "ldapdn", "ldapm"]:
                check.same("${lookup %s{%s}} $ldap_dn" % (kind, ADA))
            check.expect("hit", "${lookup ldap{%s}}" % ADA, "Lovelace")
            miss = ADA.replace("ada", "nobody")
            check.expect("miss", "${lookup ldap{%s}{y}{n}}" % miss, "n")
            check.expect("default", "${lookup ldap{%s}{$value}{other}}" % miss,
                         "other")
            query = "${lookup ldap{ldap:///o=Garden?sn?sub?(uid=%s)}}"
            check.refuses("injection", query % "$h_subject:", "*)(uid=a*")
            check.refuses("the wrong quotes",
                          query % "${quote_mysql:$h_subject:}", "ada")
            check.allows("quoted", query % "${quote_ldap:$h_subject:}", "ada",
                         "Lovelace")
            check.defers("down", "${lookup ldap{ldap://%s/o=Garden?o}}"
                         % checks.DOWN.replace("::", ":"),
                         words="failed to bind the LDAP connection")
            hang = f"127.0.0.1::{silent.port}"
            check.defers("hangs", "${lookup ldap{servers=%s %s}}" % (hang, ADA),
                         words="timed out")
            check.defers("nettime", "${lookup ldap{nettime=1 servers=%s %s}}"
                         % (hang, ADA), words="timed out")
            logins(check, here, hang)
            check.expect("the next server answers",
                         "${lookup ldap{servers=%s:%s %s}}" % (hang, here, ADA),
                         "Lovelace")


main()
