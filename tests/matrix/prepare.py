"""The estates of the matrix, and a database that has them committed, for runs that start many times.

`main(file)`, run in the product's shell by tools.mutants, fills the empty database in the environment.
"""

import pickle
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connections

from core.secure import secure
from tests import world
from tests.matrix.estate import Estate, build
from tests.matrix.estate.build import blank_papers
from tests.matrix.estate.people import of_two_members

UNDO = """
select format('drop policy %I on %I.%I', policyname, schemaname, tablename) from pg_policies
union all
select format('alter table %I disable row level security, no force row level security', relname)
  from pg_class where relrowsecurity
union all
select format('drop trigger %I on %I', tgname, relname) from pg_trigger join pg_class on pg_class.oid = tgrelid
  where tgname in ('append_only', 'never_emptied')
"""


def build_estates(printed: tuple[str, ...] = ()) -> dict[str, Estate]:
    """A house, its sister member, and one of another university, each with everything in it.

    `printed` names the files whose papers are really printed.
    """
    home = world.make_house(world.make_university("carniola"), "ff")
    sister = world.make_house(home.university, "fri")
    foreign = world.make_house(world.make_university("styria"), "fnm")
    with blank_papers(but=printed):
        made = {"home": build(home), "sister": build(sister), "foreign": build(foreign)}
    with home.scope():
        of_two_members(home, sister)
    return made


def rebuild_walls() -> None:
    """Take the database's walls down and build them again as the product does now."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(UNDO)
        for (statement,) in cursor.fetchall():
            cursor.execute(statement)
    secure(connections["owner"], connections["default"].settings_dict["USER"])


def main(target: str) -> None:
    """Migrate, wall, fill, and write down what was made."""
    call_command("migrate", database="owner", verbosity=0)
    secure(connections["owner"], connections["default"].settings_dict["USER"])
    call_command("load_reference", verbosity=0)
    settings.POPOTNIK_DEAF_OUTBOX = True
    Path(target).write_bytes(pickle.dumps(build_estates()))
