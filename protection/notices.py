"""Letters about one's own data: the copy is ready, the request was answered, a request waits."""

from collections.abc import Sequence

from django.urls import reverse

from core import clock
from core.letters import Letter, Reader, queue
from members.enums import Capacity
from members.models import Person
from members.queries import address_by_id, people_holding
from protection.enums import Verdict
from protection.models import Bundle, ErasureAnswer, ErasureRequest
from protection.records import ACCOUNT, TITLES, words_of

READY, ASKED, ANSWERED = "copy_ready", "erasure_asked", "erasure_answered"


def own_page(university_id: int) -> str:
    """The address of a person's own page about their data at a university."""
    return reverse("my-data:show", kwargs={"at": address_by_id(university_id).slug})


def tell_of_copy(bundle: Bundle) -> None:
    """The person can fetch their copy, until when."""
    person = bundle.person
    letter = Letter(
        kind=READY,
        template=f"protection/mail/{READY}",
        key=f"{READY}:{bundle.pk}",
        link=own_page(bundle.university_id),
    )
    queue(letter, to=_reader(person), context={"until": bundle.expires_on})


def ask_to_answer(request: ErasureRequest) -> None:
    """Whoever answers requests hears of a new one: the officer, and the office where there is none."""
    at = address_by_id(request.university_id)
    for person in _officers(request):
        letter = Letter(
            kind=ASKED,
            template=f"protection/mail/{ASKED}",
            key=f"{ASKED}:{request.pk}:{person.pk}",
            link=reverse("protection:request", kwargs={"university": at.slug, "asked": request.public_id}),
        )
        queue(letter, to=_reader(person), context={})


def _officers(request: ErasureRequest) -> list[Person]:
    for capacity in (Capacity.DPO, Capacity.OFFICE):
        found = people_holding(capacity, member_id=None, on=clock.today())
        others = [person for person in found if person.pk != request.person_id]
        if others:
            return others
    return []


def tell_of_answer(request: ErasureRequest, person: Person, answers: Sequence[ErasureAnswer]) -> None:
    """The answer, record by record. Where the account goes too, the letter is the last trace and goes when sent."""
    is_last = any(a.verdict == Verdict.ERASE and a.record == ACCOUNT for a in answers)
    letter = Letter(
        kind=ANSWERED,
        template=f"protection/mail/{ANSWERED}",
        key=f"{ANSWERED}:{request.pk}",
        link="/" if is_last else own_page(request.university_id),
    )
    lines = [
        (TITLES[answer.record.partition(":")[0]], words_of(answer.verdict, answer.ground, answer.kept_until))
        for answer in answers
    ]
    context = {"lines": lines, "words": request.words, "is_last": is_last}
    queue(letter, to=_reader(person, knows=not is_last), context=context)


def _reader(person: Person, *, knows: bool = True) -> Reader:
    return Reader(person.email, person.get_full_name(), person.language, person.pk if knows else None)
