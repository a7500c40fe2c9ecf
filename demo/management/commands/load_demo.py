"""`manage.py load_demo`: two universities with mobilities in every stage, made by the operations alone."""

import time
from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from core import clock
from core.delivery import deliver_one
from core.models import Delivery, SentNotice
from core.outbox import BY_NAME
from core.tenancy import tenant_scope
from demo import claims
from demo.calls import publish
from demo.distribution import distribute
from demo.names import DRAVA, EMONA
from demo.people import House, found
from demo.roles import arrange
from demo.story import DECIDED, PREPARED, STORIES, Story
from members.models import University

HOME = ("Univerza v Emoni", "University of Emona")
OTHER = ("Univerza ob Dravi", "University on the Drava")


class Command(BaseCommand):
    help = "Load the demonstration universities; does nothing where there is a university already."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--small",
            action="store_true",
            help="Two universities with one member faculty and one open call each, and nothing begun.",
        )
        parser.add_argument(
            "--members", type=int, default=6, help="At most so many member faculties a university."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.POPOTNIK_CLOCK_SEAM:
            raise CommandError("The demonstration is never loaded into production.")
        if University.objects.exists():
            self.stdout.write("There is a university already; nothing was loaded.")
            return
        began = time.monotonic()
        settings.POPOTNIK_DEAF_OUTBOX = True
        # Thousands of small transactions: a crash here means loading again, so none waits for the disk.
        with connection.cursor() as cursor:
            cursor.execute("set synchronous_commit to off")
        houses = (
            found_both(members=1, staff_each=6)
            if options["small"]
            else found_both(members=options["members"], staff_each=28)
        )
        for university in University.objects.all():
            call_command("make_seal", university.slug, verbosity=0)
        arrange(houses[0])
        tell = self.publish if options["small"] else self.tell
        told = sum(tell(house, turn) for turn, house in enumerate(houses))
        distribute([house for house in houses if house.university == houses[0].university])
        for university in University.objects.all():
            follow_up(university.pk)
        seconds = time.monotonic() - began
        self.stdout.write(f"{len(houses)} members, {told} mobilities in {seconds:.0f} seconds.")

    def publish(self, house: House, turn: int) -> int:
        """One open call, and no mobility yet."""
        today = clock.today()
        opens_on, closes_on = today - timedelta(days=5), today + timedelta(days=10)
        stays = (closes_on + timedelta(days=30), closes_on + timedelta(days=400))
        with tenant_scope(university_id=house.university.pk):
            publish(
                house,
                slug="stt",
                action="KA131",
                opens_on=opens_on,
                closes_on=closes_on,
                places=3,
                stays=stays,
            )
        return 0

    def tell(self, house: House, turn: int) -> int:
        today = clock.today()
        stories = STORIES if house.university.slug == "emona" else (DECIDED, PREPARED)
        told = Story(house, today, turn).tell(stories)
        if turn == 0:
            told += claims.tell(house)
        self.stdout.write(f"  {house.university.slug}/{house.member.slug}: {told} mobilities")
        return told


def found_both(*, members: int, staff_each: int) -> list[House]:
    """Both universities, with at most so many member faculties each."""
    home = found(
        slug="emona",
        name=HOME,
        code="SI EMONA01",
        domain="emona.example",
        faculties=EMONA[:members],
        staff_each=staff_each,
    )
    other = found(
        slug="drava",
        name=OTHER,
        code="SI DRAVA01",
        domain="drava.example",
        faculties=DRAVA[:members],
        staff_each=staff_each,
    )
    return home + other


def follow_up(university_id: int) -> None:
    """Let what follows happen, each at the time of its cause; papers are left to the worker, letters count as sent."""
    with tenant_scope(university_id=university_id):
        waiting = list(
            Delivery.objects.filter(delivered_at=None)
            .order_by("pk")
            .values_list("pk", "entry__at", "subscriber")
        )
    for delivery_id, at, subscriber in waiting:
        if not BY_NAME[subscriber].renders:
            with clock.travel(at):
                deliver_one(university_id=university_id, delivery_id=delivery_id)
    with tenant_scope(university_id=university_id):
        SentNotice.objects.filter(sent_at=None).update(sent_at=clock.now())
