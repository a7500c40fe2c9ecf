"""Fifty thin walls: each takes one check out of the product, and some suite must notice.

A mutant replaces `old`, which stands exactly once in `path`, by `new`; then its suites run and at least one test
must fail. `routes` are asked in the matrix (GET and POST, full pages),
`tests` are run besides. Run by `./run mutants`.
"""

from dataclasses import dataclass

TENANCY, MOVES = "tests/core/test_tenancy.py", "tests/matrix/test_moves.py"
ACTOR = "tests/members/test_actor.py"


@dataclass(frozen=True)
class Mutant:
    """One check taken out."""

    name: str
    path: str
    old: str
    new: str
    routes: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()


def _in(path: str, *rows: tuple[str, str, str, str]) -> list[Mutant]:
    """Mutants of one file that the matrix is to kill: name, old, new, and the routes to ask."""
    return [Mutant(name, path, old, new, tuple(asked.split())) for name, old, new, asked in rows]


DATABASE = [
    Mutant("row-level security is off for mobilities", "core/secure.py",
           "        yield from _wall(tenant_model)",
           '        if tenant_model._meta.db_table != "mobility_mobility":\n'
           "            yield from _wall(tenant_model)",
           tests=(TENANCY,)),
    Mutant("the owner may pass by the walls", "core/secure.py", "force row level security",
           "no force row level security",
           tests=(TENANCY,)),
    Mutant("rows of others may be written", "core/secure.py", "with check ({condition})'", "with check (true)'",
           tests=(TENANCY,)),
    Mutant("no wall between members", "core/secure.py",
           'walled_by_member = issubclass(model, MemberOwned) or getattr(model, "member_wall", False)',
           "walled_by_member = False", tests=(TENANCY,)),
    Mutant("the wall is open while no tenant is set", "core/secure.py",
           'condition = f"{UNIVERSITY} and {MEMBERS}" if walled_by_member else UNIVERSITY',
           'condition = f"({UNIVERSITY} or coalesce(current_setting(\'app.university\', true), \'\') = \'\')"',
           tests=(TENANCY,)),
    Mutant("the journal may be changed", "core/secure.py",
           '        yield from _guard(table, role, getattr(model, "guard", "popotnik_refuse_change"))',
           '        yield f\'drop trigger if exists append_only on "{table}"\'', tests=(TENANCY,)),
    Mutant("every scope reaches all members in the database", "core/tenancy.py",
           'members = reach.members_setting if reach else ""', 'members = EVERY_MEMBER if reach else ""',
           tests=(TENANCY,)),
    Mutant("rows of others may be saved", "core/tenancy.py",
           "if self.university_id != reach.university_id or not reach.covers(member_id):", "if False:",
           tests=(TENANCY,)),
    Mutant("reading may write", "core/tenancy.py", "set local transaction_read_only = on", "select 1",
           tests=(TENANCY,)),
    Mutant("an inner scope stays open", "core/tenancy.py",
           "        if outer is not None:\n            _tell_database(outer)", "        pass", tests=(TENANCY,)),
    Mutant("the door asks nobody", "core/policy.py", "    if not verdict:\n        raise Refusal",
           "    if False:\n        raise Refusal",
           tests=(MOVES,)),
    Mutant("the stage does not matter", "mobility/policy.py", "        if stage in stages:\n            return YES",
           "        if True:\n            return YES", tests=(MOVES,)),
    Mutant("a relation that was taken away stays", "core/access.py",
           "    rows.filter(user_id__in=present - people).delete()\n", "", tests=(MOVES,)),
]  # fmt: skip
MEMBERS = _in(
    "members/policy.py",
    ("everybody holds every capacity",
     'return Rule(judge, "holds " + "/".join(capacities))', 'return Rule(lambda actor, subject: YES, "holds")',
     "agreement:cancel"),
    ("everybody holds every capacity somewhere",
     'return Rule(judge, "holds somewhere " + "/".join(capacities))',
     'return Rule(lambda actor, subject: YES, "holds")',
     "university:desk"),
) + _in(
    "members/actor.py",
    ("a capacity at one member holds at every member",
     "member_fits = self.member_id is None or self.member_id == member_id", "member_fits = True",
     "application:check"),
) + [
    # The database's walls and the relations to a file stand behind these two: no page shows that they are gone.
    Mutant("a head is head of every unit", "members/actor.py",
           "(self.unit_id is None or unit_id is None or self.unit_id == unit_id)", "True", tests=(ACTOR,)),
    Mutant("every capacity reaches the whole university", "members/actor.py",
           "if any(held.member_id is None and held.capacity in WHOLE_UNIVERSITY for held in self.held):", "if True:",
           tests=(ACTOR,)),
] + _in(
    "members/queries.py",
    ("a role that ended holds on",
     "return Q(starts_on__lte=on) & (Q(ends_on=None) | Q(ends_on__gte=on))", "return Q(starts_on__lte=on)",
     "university:home"),
    ("a role holds before its first day",
     "return Q(starts_on__lte=on) & (Q(ends_on=None) | Q(ends_on__gte=on))",
     "return Q(ends_on=None) | Q(ends_on__gte=on)",
     "university:home"),
) + _in(
    "members/middleware.py",
    ("strangers are let through the address",
     "if request.user.is_authenticated and not public and not _reachable(reach, member):", "if False:",
     "calls:start university:home"),
    ("any member of the university is within reach",
     "return (member.id,) if mine is None or member.id in mine else ()", "return (member.id,)", "calls:start"),
)  # fmt: skip
VIEWS = _in(
    "core/views.py",
    ("nobody has to sign in", "if not request.user.is_authenticated:", "if False:", "university:home calls:start"),
    ("what may not be seen is refused instead of missing",
     "if self.seen_by and not policy.can(self.actor, self.seen_by, self.subject):", "if False:",
     "file:show agreement:sign"),
    ("only reading is ruled",
     "        if not verdict:\n            return self.refused(verdict.reason)",
     '        if not verdict and request.method == "GET":\n            return self.refused(verdict.reason)',
     "agreement:cancel"),
) + _in(
    "mobility/views/base.py",
    ("a mobility is shown to whoever knows its address",
        'seen_by = "see_mobility"', 'seen_by = ""', "agreement:accept_place"),
    ("a call is there before it is published",
     'Call.objects.filter(slug=self.kwargs["call"]).exclude(published_at=None)',
     'Call.objects.filter(slug=self.kwargs["call"])', "unpublished"),
) + _in(
    "mobility/views/desk.py",
    ("the desk is public",
     '    template = "mobility/desk.html"',
     '    public = True\n    template = "mobility/desk.html"', "university:desk"),
) + _in(
    "mobility/views/documents.py",
    ("a paper opens under any file",
     'IssuedDocument.objects.filter(mobility=self.subject, public_id=self.kwargs["document"])',
     'IssuedDocument.objects.filter(public_id=self.kwargs["document"])', "agreement:document"),
) + _in(
    "recognition/views/effects.py",
    ("a promise opens under any file",
     'Promise.objects.filter(mobility=self.subject, pk=self.kwargs["promise"]).first()',
     'Promise.objects.filter(pk=self.kwargs["promise"]).first()', "recognition:promise"),
) + _in(
    "partners/views.py",
    ("proposed hosts are shown to everybody",
        'seen_by = "see_proposed_hosts"', 'seen_by = ""', "register:confirm-host"),
)  # fmt: skip
MOBILITY = _in(
    "mobility/policy.py",
    ("everybody is the participant",
     "return actor is not None and actor.person_id is not None and mobility.person_id == actor.person_id",
     "return actor is not None", "application:receipt"),
    ("drafts are seen by the staff",
     "def has_left_the_author(actor: Any, mobility: Any) -> bool:\n    return bool(mobility.number)",
     "def has_left_the_author(actor: Any, mobility: Any) -> bool:\n    return True", "application:edit"),
    ("human resources see every file", "return Stage(mobility.stage) in AFTER_REPORTING", "return True", "file:show"),
    ("the committee sees unchecked applications", "return Stage(mobility.stage) not in BEFORE_COMMITTEE",
        "return True",
     "file:show"),
    ("finance is staff", "STAFF = (C.COORDINATOR,", "STAFF = (C.COORDINATOR, C.FINANCE,", "file:show"),
    ("calls never close", "    if now >= call.closes_at:\n        return Verdict(False, deadline_words(call))",
     "", "calls:start"),
    ("the staff edit applications",
     '"edit_application": is_participant & in_stage(', '"edit_application": in_stage(', "application:edit"),
    ("every one of the staff checks applications",
     '"send_back": holds(C.COORDINATOR) &', '"send_back": holds(*STAFF) &', "application:check"),
) + _in(
    "mobility/policy_agreement.py",
    ("the chair reads agreements", "    | is_endorser\n", "    | is_endorser\n    | holds(Capacity.CHAIR)\n",
        "agreement:show"),
    ("the dean signs before suitability is confirmed",
     "sign_as_home = is_home_signatory & is_not_own & in_preparation & suitability_is_confirmed",
     "sign_as_home = is_home_signatory & is_not_own & in_preparation", "agreement:sign"),
)  # fmt: skip
LATER = _in(
    "selection/policy.py",
    ("whoever stepped back reads on",
     "if not (own and assesses and still_judges(actor, sheet)):\n", "if own:\n        return YES\n    else:\n",
        "selection:score"),
    ("decisions before scoring is closed", "    return call.scoring_closed_at is not None\n", "    return True\n",
     "selection:decide"),
    ("human resources see the board", "sees_selection = holds(C.COORDINATOR,",
        "sees_selection = holds(C.HR, C.COORDINATOR,",
     "selection:board"),
    ("the coordinator releases results", "by_committee = (holds(C.OFFICE) | chairs)",
     "by_committee = (holds(C.OFFICE, C.COORDINATOR) | chairs)", "selection:release"),
) + _in(
    "reporting/policy.py",
    ("all staff open certificates", '"see_certificate": has_returned & certificate_readers',
     '"see_certificate": has_returned & readers', "reporting:certificate_file"),
) + _in(
    "recognition/policy.py",
    ("the coordinator writes into the personnel file",
        '"recognise": holds(C.HR) &', '"recognise": holds(C.HR, C.COORDINATOR) &',
     "recognition:record"),
)  # fmt: skip
RULES = [
    Mutant("people decide on their own mobility", "mobility/policy.py",
           "return actor is None or actor.person_id is None or mobility.person_id != actor.person_id", "return True",
           tests=(MOVES,)),
    Mutant("the desk lists everything", "mobility/queries.py", "return Mobility.objects.filter(seen)",
           "return Mobility.objects.all()", tests=("tests/matrix/test_lists.py",)),
    Mutant("colleagues’ scores before one’s own", "selection/queries.py",
           "    if sheet.handed_in_at is None:\n        return []\n", "", tests=("tests/selection/test_scoring.py",)),
]  # fmt: skip
MUTANTS: tuple[Mutant, ...] = (*DATABASE, *MEMBERS, *VIEWS, *MOBILITY, *LATER, *RULES)
