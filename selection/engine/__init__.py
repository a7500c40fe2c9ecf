"""The rules of a call as data, and what follows from them: reading, points, order, places.

Pure: the standard library alone (and the YAML reader in `read.py`). No database, no clock, no language. Every number is
a `Decimal`; whoever hands over the same facts in another sequence gets the same result.
"""
