"""What people and attackers write into fields: more than a hundred texts, by what they try."""

MARK = "<xss-probe"
LONG = 100_000

NOTHING = ["", " ", "\t", "\n", "\r\n" * 1000, "\u00a0", "\u200b", "\u3000"]
BROKEN = [
    "\0",
    "a\0b",
    "\ud800",
    "\udfff\ud800",
    "a\ud83d",
    "\ufffe",
    "\uffff",
    "\x1b[31m",
    "\x7f",
    "\x85",
    "\ufdd0",
]
BIDI = ["cod\u202efdp.exe", "\u2066x\u2069", "\u200f\u200e", "\u061c", "a\u200db", "\ufeffa",
        "e" + "\u0301" * 50,
        "\U0001f468\u200d\U0001f469\u200d\U0001f467", "\U000e0041", "Z" + "\u0335" * 200, "аdmin",
        "ℹ️"]  # fmt: skip
LENGTHS = ["a" * 256, "a" * 4096, "ž" * LONG, "a " * LONG, "\n" * LONG, "9" * 5000, "-" * 5000, "a@" * 3000]
MARKUP = [f"{MARK}>", f"\"{MARK} a='", f"'>{MARK}>", f"</textarea>{MARK}>",
        f"</title>{MARK} onload=alert(1)>",
          f"</option></select>{MARK}>", f"<!--{MARK}-->", f"]]>{MARK}>", "<img src=x onerror=alert(1)>",
          "javascript:alert(1)", "<svg/onload=alert(1)>", "&lt;script&gt;", "&#0;",
        "<style>*{display:none}</style>",
          "{{7*7}}", "{% include '/etc/passwd' %}", "${7*7}", "#{7*7}", "%(x)s", "%s%s%s%n",
        "{0.__class__}", "{}"]  # fmt: skip
SQL = ["'", "''", '"', "`", "\\", "\\'", "';--", "' or '1'='1", "1; drop table members_person", "%",
        "_", "%' or 1=1",
       "\\x00", "E'\\x41'", "pg_sleep(9)", "'||pg_sleep(9)||'", "__all",
        "person__password__startswith"]  # fmt: skip
PLACES = ["../../etc/passwd", "..\\..\\x", "/etc/passwd", "file:///etc/passwd", "http://127.0.0.1:6379/",
          "http://[::1]/", "//evil.example", "https://evil.example", "data:text/html,x", "ftp://x",
        "C:\\x"]  # fmt: skip
HEADERS = ["a\r\nBcc: evil@evil.example", "a\nSet-Cookie: x=1", "evil@evil.example\r\nX: 1",
        "a@b.example,c@d.example",
           '"a b"@host.example', "a@[127.0.0.1]", "a@xn--80ak6aa92e.com"]  # fmt: skip
FORMULAS = ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", '=HYPERLINK("http://evil.example")', "\uff1d1"]
NUMBERS = ["0", "-0", "-1", "1e309", "-1e309", "NaN", "Infinity", "0x1F", "1_000", "1.000,50", "1,5",
        "٣", "²", "½",
           "9223372036854775808", "2147483648", "1e-400", "0.1e1", "+5", "5 ", "00005",
        "1.0000000000000001"]  # fmt: skip
DAYS = ["0000-00-00", "2026-02-29", "2026-13-01", "9999-12-31", "10000-01-01", "0001-01-01",
        "-2026-01-01", "31. 2. 2026",
        "2026-03-29T02:30", "24:00", "today", "1969-12-31", "1. 1. 1", "32. 1. 2026"]  # fmt: skip
KEYS = ["-5", "1.5", "00000000-0000-0000-0000-000000000000", "null", "None", "undefined", "true", "[]",
        '{"a":1}',
        "[1,2]", "host:", "charter:", "host:00000000-0000-0000-0000-000000000007", "promise-x",
        "promise-9"]  # fmt: skip
REGEX = ["(a+)+$" + "a" * 40 + "!", "a" * 40 + "!" * 40, "(" * 200, "[" * 200, ".*" * 200]

ALL = [
    *NOTHING,
    *BROKEN,
    *BIDI,
    *LENGTHS,
    *MARKUP,
    *SQL,
    *PLACES,
    *HEADERS,
    *FORMULAS,
    *NUMBERS,
    *DAYS,
    *KEYS,
    *REGEX,
]
