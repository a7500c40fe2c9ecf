"""A call's text is printed while others write about the same call: neither waits for the other for ever."""

import threading
from collections.abc import Callable

import pytest
from django.db import OperationalError, connection

from mobility import call_paper
from mobility.models import Call, CallVersion
from tests.mobility.drafts import published
from tests.world import House, make_house, make_mobility, make_university


def lock_the_call(version: CallVersion) -> None:
    """As it must not be: the control."""
    Call.objects.select_for_update().get(pk=version.call_id)


def write_of(house: House, call: Call) -> bool:
    """Whether a mobility of the call can be written, in a connection of its own, within a second."""
    done = []

    def write() -> None:
        try:
            with house.scope():
                with connection.cursor() as cursor:
                    cursor.execute("set local lock_timeout = '1s'")
                make_mobility(house, call)
            done.append(True)
        except OperationalError:
            done.append(False)
        finally:
            connection.close()

    thread = threading.Thread(target=write)
    thread.start()
    thread.join(timeout=30)
    return done == [True]


@pytest.mark.parametrize(("lock", "is_free"), [(call_paper.lock, True), (lock_the_call, False)])
def test_printing_leaves_the_call_free_for_what_belongs_to_it(
    real_db: None, lock: Callable[[CallVersion], None], is_free: bool
) -> None:
    """Else it waits for the journal's end, which somebody holds who commits a row of the call, and they for it."""
    house = make_house(make_university("emona"), "ff")
    with house.scope():
        call = published(house)
        version = CallVersion.objects.get(call=call)
    with house.scope():
        lock(version)
        assert write_of(house, call) is is_free
