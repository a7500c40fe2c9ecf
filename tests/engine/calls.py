"""Rules written as YAML in a test, with a frame around them."""

from textwrap import dedent, indent

from selection.engine.read import CallFile, load

FRAME = """\
format: popotnik-call/1
call:
  slug: stt-2026
  action: KA131
  activities: [STT]
  academic_year: 2026/2027
  title: {{sl: Razpis, en: Call}}
  rounds:
    - {{code: first, opens: 2026-01-10T08:00, closes: 2026-02-10T23:59}}
  stays: {{from: 2026-06-01, until: 2027-09-30}}
rules:
{rules}
"""


def call(rules: str) -> CallFile:
    """The call file with these rules."""
    return load(FRAME.format(rules=indent(dedent(rules), "  ")))
