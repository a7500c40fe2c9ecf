"""What has happened at the demonstration universities: four calls for each member, mobilities in every stage."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import cycle

from core import clock
from core.tenancy import tenant_scope
from demo import calls, hosting
from demo.calls import at
from demo.grants import Grants
from demo.names import HOSTS, PLANS
from demo.people import House
from demo.scoring import decide_and_release, score_everything, seat
from demo.walk import Walker
from mobility.enums import Party, Stage
from mobility.models import Call

S = Stage
PARTICIPANT, HOME, HOST = Party.PARTICIPANT, Party.HOME, Party.HOST
OUTCOMES = {S.RESERVE: "reserve", S.REFUSED: "refuse"}


@dataclass(frozen=True)
class CallStory:
    """One call by days from today, and at which stage each of its files stands."""

    slug: str
    action: str
    opens: int
    closes: int
    places: int
    stages: tuple[Stage, ...]
    begins: int = 100
    with_teaching: bool = False


OPEN = CallStory(
    "stt-2027", "KA131", -20, 24, 6,
    (S.DRAFT, S.SUBMITTED, S.SUBMITTED, S.SENT_BACK, S.WITHDRAWN, S.INELIGIBLE),
)  # fmt: skip
ASSESSED = CallStory("stt-ka171", "KA171", -50, -8, 3, (S.UNDER_ASSESSMENT,) * 3, 110)
RELEASED = CallStory("stt-jesen", "KA131", -80, -35, 2, (S.AWARDED, S.DECLINED, S.RESERVE), 80)
PREPARED = CallStory(
    "stt-poletje", "KA131", -100, -45, 5,
    (S.READY, S.PREPARING, S.PREPARING, S.PREPARING, S.CANCELLED, S.RESERVE, S.REFUSED), 45,
    with_teaching=True,
)  # fmt: skip
DECIDED = CallStory(
    "stt-2026", "KA131", -400, -370, 5, (S.CLOSED, S.RECOGNISED, S.COMPLETED, S.RETURNED, S.RETURNED)
)
STORIES = (DECIDED, PREPARED, RELEASED, ASSESSED, OPEN)
# Days from today at which the stay begins, for the stages that depend on it.
BEGINS = {S.CLOSED: -250, S.RECOGNISED: -110, S.COMPLETED: -60, S.RETURNED: -14, S.READY: -2}


@dataclass
class Story:
    """One member's story; `turn` varies plans, hosts and days from member to member."""

    house: House
    today: date
    turn: int

    @property
    def grants(self) -> Grants:
        """The first faculty makes its grant agreements here, the others elsewhere."""
        return Grants(self.house, is_on=self.turn == 0)

    def tell(self, stories: tuple[CallStory, ...]) -> int:
        """All these calls; returns how many mobilities came of them."""
        self.grants.switch_on(self.time(DECIDED.opens))
        people = cycle(self.house.staff)
        told = 0
        for story in stories:
            call = self.call(story)
            self._seat_committee(story, call)
            walkers = [self.walker(story, call, place, next(people)) for place in range(len(story.stages))]
            {OPEN.slug: self.open, ASSESSED.slug: self.assessed}.get(story.slug, self.decided)(story, walkers)
            told += len(walkers)
        return told

    def call(self, story: CallStory) -> Call:
        opens_on, closes_on = self.on(story.opens), self.on(story.closes)
        with tenant_scope(university_id=self.house.university.pk):
            return calls.publish(
                self.house,
                slug=story.slug,
                action=story.action,
                opens_on=opens_on,
                closes_on=closes_on,
                places=story.places,
                with_teaching=story.with_teaching,
                stays=(opens_on, closes_on + timedelta(days=500)),
            )

    def _seat_committee(self, story: CallStory, call: Call) -> None:
        if story is OPEN:
            return
        with clock.travel(self.time(story.closes)), tenant_scope(university_id=self.house.university.pk):
            seat(self.house, call)

    def walker(self, story: CallStory, call: Call, place: int, person: object) -> Walker:
        """One participant with a plan, a host and a first day that fit the stage their file shall reach."""
        stage = story.stages[place]
        plan = PLANS[(self.turn + place) % len(PLANS)]
        host = HOSTS[(self.turn * 5 + place * 3) % len(HOSTS)]
        if stage in BEGINS:
            starts_on = self.on(BEGINS[stage] - (place + self.turn) % 3)
        else:
            day = self.on(story.begins + 7 * (place % 4))
            starts_on = day + timedelta(days=-day.weekday() % 7)
        teaches = story.with_teaching and place == 0
        return Walker(self.house, call, person, plan, host, starts_on, teaches)  # type: ignore[arg-type]

    def on(self, offset: int) -> date:
        return self.today + timedelta(days=offset)

    def time(self, offset: int, hour: int = 9) -> datetime:
        return at(self.on(offset), hour)

    def open(self, story: CallStory, walkers: list[Walker]) -> None:
        """The call that is open now: drafts, what is being checked, what was sent back or withdrawn."""
        for place, (stage, walker) in enumerate(zip(story.stages, walkers, strict=True)):
            begun = self.time(-13 + place, 8 + place)
            walker.draft(begun, whole=place > 0)
            if stage != S.DRAFT:
                walker.submit(begun + timedelta(days=1))
            if stage == S.SENT_BACK:
                walker.send_back(begun + timedelta(days=3))
            elif stage == S.INELIGIBLE:
                walker.exclude(begun + timedelta(days=3))
            elif stage == S.WITHDRAWN:
                walker.withdraw(begun + timedelta(days=3))

    def assessed(self, story: CallStory, walkers: list[Walker]) -> None:
        """The call that closed last week: before the committee, one of three has handed in."""
        self._to_committee(story, walkers)
        score_everything(self.house, walkers[0].call, walkers, self.time(-3), hand_in=1)

    def decided(self, story: CallStory, walkers: list[Walker]) -> None:
        """A call with released results, each file as far as its stage says."""
        self._to_committee(story, walkers)
        call = walkers[0].call
        score_everything(self.house, call, walkers, self.time(story.closes + 10), hand_in=3)
        outcomes = {
            walker.person.pk: OUTCOMES.get(stage, "award")
            for stage, walker in zip(story.stages, walkers, strict=True)
        }
        released = story.closes + (32 if story is RELEASED else 20)
        decide_and_release(self.house, call, walkers, outcomes, self.time(released))
        for place, (stage, walker) in enumerate(zip(story.stages, walkers, strict=True)):
            self._after_release(stage, walker, released + 1, place)

    def _to_committee(self, story: CallStory, walkers: list[Walker]) -> None:
        for place, walker in enumerate(walkers):
            walker.draft(self.time(story.opens + 3 + place % 6, 8 + place % 9))
            walker.submit(self.time(story.opens + 12 + place % 9, 8 + place % 9))
            walker.admit(self.time(story.closes + 2, 8 + place % 9))

    def _after_release(self, stage: Stage, walker: Walker, day: int, place: int) -> None:
        """From the letter of award to where the file stands today."""
        if stage == S.DECLINED:
            walker.decline_place(self.time(day + 1))
        if stage == S.REFUSED:
            walker.appeal(self.time(day + 2))
        if stage in (S.AWARDED, S.DECLINED, S.RESERVE, S.REFUSED):
            return
        walker.accept_place(self.time(day + 1))
        if stage == S.CANCELLED:
            walker.cancel(self.time(day + 9))
            return
        if stage == S.PREPARING:
            self._prepare(walker, day, place)
            return
        walker.opinions(self.time(day + 4))
        walker.confirm_suitability(self.time(day + 8))
        walker.sign(self.time(day + 11), PARTICIPANT, HOME, HOST)
        self.grants.settle(walker, self.time(day + 12), turn=place)
        if stage != S.READY:
            self._return(stage, walker, place)

    def _prepare(self, walker: Walker, day: int, place: int) -> None:
        """Files on the way: opinions outstanding, suitability confirmed, or waiting for the host."""
        step = (place + self.turn) % 3
        walker.opinions(self.time(day + 4), until=1 if step == 0 else 3)
        if step:
            walker.confirm_suitability(self.time(day + 8))
        if step == 1:
            walker.ask_for_copy(self.time(day + 9))
        if step == 2:
            walker.sign(self.time(day + 11), PARTICIPANT, HOME)
            if self.turn % 2 == 0:
                hosting.propose(walker, self.time(day + 12))
        if step:
            self.grants.settle(walker, self.time(day + 13), turn=0, until=step)

    def _return(self, stage: Stage, walker: Walker, place: int) -> None:
        """After the stay: papers, recognition, effects."""
        home = at(walker.ends_on + timedelta(days=1), 7)
        walker.end(home)
        if stage == S.RETURNED and place % 2:
            return
        if stage == S.RETURNED:
            hosting.certify(walker, home + timedelta(days=2))
        else:
            walker.certificate(home + timedelta(days=2))
        walker.survey(home + timedelta(days=3))
        if stage == S.RETURNED:
            return
        walker.report(home + timedelta(days=9))
        walker.accept_papers(home + timedelta(days=14))
        if stage != S.COMPLETED:
            walker.recognise(home + timedelta(days=20))
        if stage == S.CLOSED:
            walker.keep_promises(home + timedelta(days=200))
