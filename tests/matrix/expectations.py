"""Who may open which page: the reviewed table of the matrix, one row for each route.

How to add a route. A route that is not here fails `tests/matrix/test_walls.py`, and so does a row without a route.
 - Anybody may open it: put its name into PUBLIC (the view says `public = True`), with what it answers.
 - It is none of a university's pages (sign-in, health): put its name into OUTSIDE.
 - Else add a row to the part of its subject. `states` names, for each state of the file (or call) in which the
   page is asked for, exactly who is let in, by the names of `tests/matrix/estate`; nobody else is. Give at least
   one state in which somebody is let in and, where the stage matters, one in which nobody is (""). `sees` says
   how the others are turned away: "file" – whoever may see the file is told why (403, 409), the rest get the
   answer for a missing thing (404); "insiders" – everybody with a capacity within reach is told why; or the names
   of those who are told.
The rule of a view is the same for every method, so one list serves GET and POST; methods that the view does not
define answer 405 to those who are let in, and to nobody else.
"""

from dataclasses import dataclass, field

COORDINATORS = "coordinator substitute"
OVERVIEW = "office rectorate auditor dpo"
STAFF = f"{COORDINATORS} faculty_office secretary dean {OVERVIEW}"
COMMITTEE = "chair assessor conflicted"
INSIDERS = f"participant colleague double head other_head hr finance {COMMITTEE} {STAFF}"
READERS = f"participant {STAFF}"
OWN = "participant"

# Nobody here: the role ended or does not hold today, or there is none at this university. A closed account is like
# nobody signed in.
SHUT_OUT = ("ended", "substitute_before", "substitute_after", "superuser")
PERSONAS = (*dict.fromkeys(INSIDERS.split()), *SHUT_OUT)
# Who of another member or university asks for this one's things.
STRANGERS = (
    "participant",
    "head",
    "chair",
    "assessor",
    "coordinator",
    "faculty_office",
    "secretary",
    "dean",
    "hr",
)
FOREIGNERS = (*STRANGERS, "office", "rectorate", "auditor", "dpo", "finance")

# Who sees a file in each state (`see_mobility`); everybody else gets what a missing file gives.
BOARD = f"{READERS} chair"
SIGNING = f"{BOARD} head"
SEES: dict[str, str] = {
    "draft": OWN,
    "submitted": READERS,
    "sent_back": READERS,
    "scored": f"{BOARD} assessor",
    "meeting": f"{BOARD} assessor",
    "decided": f"{BOARD} assessor",
    "reserve": f"{BOARD} assessor",
    "appealed": f"{BOARD} assessor",
    "awarded": BOARD,
    "preparing": SIGNING,
    "suitable": SIGNING,
    "ready": SIGNING,
    "returned": BOARD,
    "handed_in": BOARD,
    "completed": f"{BOARD} hr",
    "recognised": f"{BOARD} hr",
}


@dataclass(frozen=True)
class Row:
    """Who is let in, by state; how the others are turned away; what stands in the address besides.

    `kept_in`: the thing is a member's own though its address names no member, so that a sister's people get 404.
    `askers_own`: the thing is of whoever asked for it, so that others of the same capacity are told why not.
    """

    states: dict[str, str]
    sees: str = "file"
    values: dict[str, str] = field(default_factory=dict)
    kept_in: bool = False
    askers_own: bool = False

    def may(self, persona: str, state: str) -> bool:
        return persona in self.states[state].split()

    def told(self, persona: str, state: str) -> bool:
        """Whether somebody who is not let in hears the reason."""
        names = {"file": SEES.get(state, ""), "insiders": INSIDERS}.get(self.sees, self.sees)
        return persona in names.split()


PUBLIC: dict[str, frozenset[int]] = {
    "home": frozenset({200, 302}),
    "confirmed": frozenset({200, 302}),
    "university:calls": frozenset({200}),
    "calls:show": frozenset({200}),
    "calls:text": frozenset({404}),
    "host:enter": frozenset({404}),
    "host:room": frozenset({404}),
    "host:decline": frozenset({404}),
    "host:copy": frozenset({404}),
    "host:language": frozenset({404}),
    "host:text": frozenset({404}),
    "host:sign": frozenset({404}),
    "host:signed_file": frozenset({404}),
    "host:print_copy": frozenset({404}),
    "host:copy_to_sign": frozenset({404}),
    "host:propose": frozenset({404}),
    "host:pass_on": frozenset({404}),
    "host:mentor": frozenset({404}),
    "host-stay:certify": frozenset({404}),
    "host-stay:upload": frozenset({404}),
    "host-stay:outcomes": frozenset({404}),
    "host-stay:cooperation": frozenset({404}),
    "openid_connect_login": frozenset({404}),
    "openid_connect_callback": frozenset({404}),
    "saml_login": frozenset({404}),
    "saml_acs": frozenset({404}),
    "saml_finish": frozenset({404}),
    "saml_metadata": frozenset({404}),
    "journal:keys": frozenset({200}),
    "university:seal": frozenset({404}),
    "verify:start": frozenset({200}),
    "verify:code": frozenset({404}),
    "published:list": frozenset({200}),
}

# Pages of no university that anybody may open: health, language, and the sign-in, which is a library's.
OPEN = frozenset({
    "set_language", "healthz", "readyz",
    "account_login", "account_logout", "account_inactive", "account_signup", "account_email_verification_sent",
    "account_confirm_email", "account_reset_password", "account_reset_password_done",
    "account_reset_password_from_key", "account_reset_password_from_key_done", "account_confirm_login_code",
    "mfa_authenticate", "mfa_login_webauthn",
    "socialaccount_login_cancelled", "socialaccount_login_error", "socialaccount_signup",
    "accounts/social/connections/", "accounts/social/login/cancelled/", "accounts/social/login/error/",
    "accounts/social/signup/",
})  # fmt: skip
# Pages of no university for whoever is signed in, each about themselves alone.
SIGNED_IN = frozenset({
    "account_reauthenticate", "account_email", "account_change_password", "account_set_password",
    "mfa_index", "mfa_activate_totp", "mfa_deactivate_totp", "mfa_add_webauthn", "mfa_list_webauthn",
    "mfa_edit_webauthn", "mfa_remove_webauthn", "mfa_generate_recovery_codes", "mfa_view_recovery_codes",
    "mfa_download_recovery_codes", "mfa_reauthenticate", "mfa_reauthenticate_webauthn",
    "socialaccount_connections", "usersessions_list",
    "my-data:universities", "my-data:show", "my-data:ask_copy", "my-data:ask_erasure", "my-data:copy",
})  # fmt: skip
OUTSIDE = OPEN | SIGNED_IN

APPLICATION = {
    "application:edit": Row({"draft": OWN, "sent_back": OWN, "preparing": ""}),
    "application:section": Row({"draft": OWN, "submitted": ""}),
    "application:preview": Row({"draft": OWN, "submitted": READERS}),
    "application:submit": Row({"draft": OWN, "ready": ""}),
    "application:paper": Row(
        {
            "draft": OWN,
            "submitted": READERS,
            "scored": f"{READERS} chair assessor",
            "preparing": f"{READERS} chair",
        },
        sees="",
    ),
    "application:receipt": Row({"draft": "", "submitted": OWN}),
    "application:take_back": Row({"submitted": OWN, "scored": ""}),
    "application:withdraw": Row({"draft": OWN, "scored": OWN, "preparing": ""}),
    "application:check": Row({"submitted": COORDINATORS, "scored": ""}),
    "application:inclusion": Row({"draft": OWN, "preparing": OWN}),
    "application:take_back_inclusion": Row({"preparing": OWN}),
    "application:read_inclusion": Row({"preparing": "office", "draft": ""}),
    "application:propose_host": Row({"draft": OWN, "submitted": ""}),
}
RANKING = f"{COORDINATORS} office faculty_office dean rectorate auditor chair"
SELECTION = {
    "selection:admit": Row({"submitted": COORDINATORS, "scored": ""}),
    "selection:facts": Row({"submitted": COORDINATORS, "scored": ""}),
    "selection:exclude": Row({"submitted": COORDINATORS, "decided": ""}),
    "selection:decide": Row({"decided": "chair office", "scored": "", "reserve": ""}),
    "selection:tie": Row({"decided": "chair office", "scored": "", "reserve": ""}),
    "selection:award": Row({"reserve": "chair office", "decided": ""}),
    "selection:grant": Row({"awarded": "office", "reserve": ""}),
    "selection:score": Row({"scored": "chair assessor", "decided": "chair assessor", "submitted": ""}, sees=""),
    "selection:step_back": Row(
        {"scored": "chair assessor", "decided": "chair assessor", "reserve": ""}, sees="chair assessor"
    ),
    "selection:declare": Row({"scored": "chair assessor", "decided": "chair assessor", "submitted": ""}),
    "selection:abstain": Row({"scored": "chair", "decided": ""}, sees="chair assessor"),
    "selection:queue": Row({"scored": COMMITTEE, "draft": ""}, sees="insiders"),
    "selection:offline": Row({"scored": COMMITTEE, "draft": ""}, sees="insiders"),
    "selection:offline_csv": Row({"scored": COMMITTEE, "draft": ""}, sees="insiders"),
    "selection:offline_xlsx": Row({"scored": COMMITTEE, "draft": ""}, sees="insiders"),
    "selection:next": Row({"scored": COMMITTEE, "draft": ""}, sees="insiders"),
    "selection:committee": Row(
        {"scored": f"{COORDINATORS} office faculty_office dean rectorate auditor {COMMITTEE}",
         "submitted": f"{COORDINATORS} office faculty_office dean rectorate auditor"}, sees="insiders",
    ),
    "selection:seat": Row({"scored": f"{COORDINATORS} office", "reserve": ""}, sees="insiders"),
    "selection:mandate": Row({"scored": f"{COORDINATORS} office", "reserve": ""}, sees="insiders"),
    "selection:substitute": Row({"scored": f"{COORDINATORS} office", "reserve": ""}, sees="insiders"),
    "selection:end_substitution": Row({"scored": f"{COORDINATORS} office", "reserve": ""}, sees="insiders"),
    "selection:show_names": Row({"scored": "chair office", "decided": "chair office", "reserve": ""}, sees="insiders"),
    "selection:dealing": Row({"scored": f"{COORDINATORS} office", "decided": ""}, sees="insiders"),
    "selection:assign": Row({"scored": f"{COORDINATORS} office", "decided": ""}, sees="insiders"),
    "selection:board": Row(
        {"scored": f"{COORDINATORS} office faculty_office dean rectorate auditor chair",
         "decided": f"{COORDINATORS} office faculty_office dean rectorate auditor chair"},
        sees="insiders",
    ),
    "selection:meeting": Row({"meeting": f"office {COMMITTEE}", "scored": "", "decided": ""}, sees="insiders"),
    "selection:open_meeting": Row({"scored": "chair", "meeting": "", "decided": ""}, sees="insiders"),
    "selection:meeting_notes": Row({"meeting": "chair", "scored": ""}, sees="insiders"),
    "selection:ask_minutes": Row({"meeting": "chair", "decided": ""}, sees="insiders"),
    "selection:minutes": Row(
        {"meeting": "office chair assessor", "scored": "", "decided": ""},
        sees="insiders", values={"language": "en"},
    ),
    "selection:figures": Row(
        {"meeting": f"office {COMMITTEE}", "decided": f"office {COMMITTEE}", "scored": ""}, sees="insiders"
    ),
    "selection:agree": Row({"meeting": "chair", "scored": "", "decided": ""}),
    "selection:outlook": Row({"decided": RANKING, "scored": ""}, sees="insiders"),
    "selection:lists": Row({"decided": RANKING, "scored": ""}, sees="insiders"),
    "selection:lists_file": Row({"decided": RANKING, "scored": ""}, sees="insiders"),
    "selection:lists_public": Row({"reserve": RANKING, "decided": "", "scored": ""}, sees="insiders"),
    "selection:close": Row({"scored": "chair office", "decided": ""}, sees="insiders"),
    "selection:results": Row(
        {"reserve": f"participant colleague {COORDINATORS} office faculty_office dean rectorate auditor {COMMITTEE}",
         "decided": "", "scored": ""},
        sees="insiders", values={"language": "en"},
    ),
    "selection:take_over": Row({"decided": "chair office", "scored": "", "reserve": ""}, sees="insiders"),
    "selection:hand_over": Row({"ranked": f"{COORDINATORS} office chair", "decided": ""}, sees="insiders"),
    "selection:release": Row({"decided": "chair office", "scored": "", "reserve": ""}, sees="insiders"),
}  # fmt: skip
# In the state "appealed" the dean chairs the panel and the secretary sits in it.
PANEL = "dean secretary"
APPEALS = {
    "appeals:lodge": Row({"reserve": OWN, "decided": "", "appealed": ""}),
    "appeals:show": Row({"appealed": f"{OWN} office {PANEL}", "reserve": ""}, sees=""),
    "appeals:file": Row({"appealed": f"{OWN} office {PANEL}", "reserve": ""}, sees=""),
    "appeals:panel": Row({"appealed": "office dean"}, sees=f"{OWN} secretary"),
    "appeals:decide": Row({"appealed": "dean"}, sees=f"{OWN} office secretary"),
    "appeals:strike": Row({"appealed": "office dean", "reserve": ""}),
}
# In the state "ranked" nothing is allotted yet; in "reserve" it is.
OVERSEE = "office rectorate auditor"
DISTRIBUTIONS = {
    "distributions:list": Row({"draft": OVERSEE}, sees="insiders"),
    "distributions:open": Row({"draft": "office"}, sees="insiders"),
    "distributions:show": Row({"ranked": OVERSEE, "reserve": OVERSEE}, sees=""),
    "distributions:change": Row({"ranked": "office", "reserve": ""}, sees=OVERSEE),
    "distributions:dissolve": Row({"ranked": "office", "reserve": ""}, sees=OVERSEE),
    "distributions:allot": Row({"ranked": "office", "reserve": ""}, sees=OVERSEE),
    "distributions:move": Row({"reserve": "office", "ranked": ""}, sees=OVERSEE),
    "distributions:second_call": Row({"reserve": "office", "ranked": ""}, sees=OVERSEE),
}
AGREEMENT = {
    "agreement:show": Row({"preparing": f"{READERS} head"}),
    "agreement:sign": Row({"preparing": OWN, "suitable": f"{OWN} dean", "ready": ""}),
    "agreement:refuse": Row({"preparing": f"{OWN} dean", "ready": ""}),
    "agreement:prepare": Row({"preparing": COORDINATORS, "ready": ""}),
    "agreement:change": Row({"ready": f"{OWN} {COORDINATORS}", "preparing": ""}),
    "agreement:proposal": Row({"preparing": COORDINATORS, "ready": f"{OWN} {COORDINATORS}", "returned": ""}),
    "agreement:copy_to_sign": Row({"preparing": f"{OWN} {COORDINATORS} office dean", "ready": ""}),
    "agreement:enter_file": Row(
        {
            "preparing": f"{OWN} {COORDINATORS} office",
            "suitable": f"{OWN} {COORDINATORS} office dean",
            "ready": "",
        }
    ),
    "agreement:enter_scan": Row({"preparing": f"{COORDINATORS} office", "ready": ""}),
    # The paper is neither agreement nor certificate.
    "agreement:received": Row({"preparing": f"{OWN} {COORDINATORS} office auditor"}),
    "agreement:host_link": Row({"preparing": f"{OWN} {COORDINATORS}", "ready": ""}),
    "agreement:revoke_host_link": Row({"preparing": f"{OWN} {COORDINATORS}", "ready": ""}),
    "agreement:accept_place": Row({"awarded": OWN, "preparing": ""}),
    "agreement:decline_place": Row({"awarded": OWN, "preparing": OWN, "returned": ""}),
    "agreement:cancel": Row({"awarded": f"{COORDINATORS} office", "returned": ""}),
    "agreement:end": Row({"ready": COORDINATORS, "preparing": ""}),
    "agreement:document": Row({"ready": f"{READERS} head", "completed": f"{READERS} hr"}),
    "suitability:opinion": Row({"preparing": "head faculty_office secretary dean", "ready": ""}),
    "suitability:decide": Row({"preparing": "secretary dean", "ready": ""}),
    "suitability:adapt": Row({"preparing": OWN, "ready": ""}),
}
# Terms are switched on in the end; grants are entered in “preparing” and “suitable”, where the participant has signed.
GRANT = {
    "grant:show": Row({"preparing": f"{OWN} {COORDINATORS} office dean", "ready": ""}),
    "grant:enter": Row(
        {"preparing": f"{COORDINATORS} office", "ready": f"{COORDINATORS} office", "returned": ""}
    ),
    "grant:account": Row({"preparing": OWN, "ready": ""}),
    "grant:details": Row({"preparing": f"{COORDINATORS} office", "ready": ""}),
    "grant:sign": Row({"preparing": OWN, "suitable": f"{OWN} dean", "ready": ""}),
    "grant:refuse": Row({"preparing": f"{OWN} dean", "ready": ""}),
}
RETURN = {
    "reporting:overview": Row({"returned": READERS, "completed": f"{READERS} hr", "ready": ""}),
    "reporting:certificate": Row({"returned": OWN, "completed": ""}),
    "reporting:check_certificate": Row({"handed_in": f"{COORDINATORS} office", "completed": ""}),
    "reporting:ask_host": Row({"returned": f"{OWN} {COORDINATORS}", "completed": ""}),
    "reporting:close_host": Row({"returned": f"{OWN} {COORDINATORS}", "completed": ""}),
    "reporting:certificate_file": Row({
        "handed_in": f"{OWN} {COORDINATORS} faculty_office office auditor",
        "completed": f"{OWN} {COORDINATORS} faculty_office office auditor hr",
    }),
    "reporting:survey": Row({"returned": OWN, "completed": ""}),
    "reporting:reopen": Row({"completed": COORDINATORS, "returned": ""}),
    "reporting:read": Row({"handed_in": READERS, "completed": f"{READERS} hr"}),
    "reporting:write": Row({"returned": OWN, "completed": ""}),
    "reporting:section": Row({"returned": OWN, "completed": ""}, values={"section": "activities"}),
    "reporting:hand_in": Row({"returned": OWN, "completed": ""}),
    "reporting:check_report": Row({"handed_in": f"{COORDINATORS} office", "completed": ""}),
    "reporting:publish": Row({"returned": OWN, "completed": OWN, "ready": ""}),
    "recognition:entry": Row({"recognised": f"{READERS} hr"}),
    "recognition:record": Row({"completed": "hr", "recognised": ""}),
    "recognition:promises": Row({"recognised": READERS}),
    "recognition:promise": Row({"recognised": OWN}),
    "recognition:follow_up": Row({"recognised": OWN, "completed": ""}),
    "recognition:waive": Row({"recognised": COORDINATORS, "completed": ""}),
}  # fmt: skip
PLACES = {
    "file:show": Row(
        {state: SEES[state] for state in ("draft", "submitted", "scored", "preparing", "completed")}
    ),
    "file:readers": Row({"draft": OWN, "preparing": f"{OWN} dpo"}),
    "calls:start": Row(
        {"empty": "participant colleague double", "decided": "", "unopened": ""}, sees="insiders"
    ),
    "university:home": Row({"draft": INSIDERS}),
    "university:desk": Row({"draft": f"{STAFF} double"}, sees="insiders"),
    "university:desk_csv": Row({"draft": f"{STAFF} double"}, sees="insiders"),
    "university:desk_xlsx": Row({"draft": f"{STAFF} double"}, sees="insiders"),
    "register:hosts": Row({"draft": INSIDERS}),
    "register:propose-host": Row({"draft": INSIDERS}),
    "register:confirm-host": Row({"draft": f"{COORDINATORS} faculty_office office double"}, sees=""),
    "selection-home:calls": Row({"draft": f"{COMMITTEE} {COORDINATORS} office double"}, sees="insiders"),
    "hr:desk": Row({"draft": "hr"}, sees="insiders"),
    "protection:desk": Row({"draft": "office dpo"}, sees="insiders"),
    "protection:request": Row({"draft": "office dpo"}, sees="insiders"),
    "protection:retention": Row({"draft": "office dpo"}, sees="insiders"),
}
IN_CHARGE = f"{COORDINATORS} faculty_office office"
PEOPLE = {
    "people:list": Row({"draft": f"{IN_CHARGE} double auditor dpo"}, sees="insiders"),
    "people:mine": Row({"draft": INSIDERS}),
    "people:act_as": Row({"draft": INSIDERS}),
    "people:show": Row({"draft": f"{IN_CHARGE} auditor dpo"}, sees="", kept_in=True),
    "people:end_sessions": Row({"draft": "office"}, sees=f"{IN_CHARGE} auditor dpo", kept_in=True),
    "people:grant": Row({"draft": IN_CHARGE}, sees="auditor dpo", kept_in=True),
    # The role in the address is the dean's.
    "people:end": Row({"draft": IN_CHARGE}, sees="dean auditor dpo", kept_in=True),
    "people:substitute": Row({"draft": f"{IN_CHARGE} dean"}, sees="auditor dpo", kept_in=True),
    "people:confirm": Row({"draft": "office"}, sees=f"{IN_CHARGE} dean auditor dpo", kept_in=True),
    "people:decline": Row({"draft": "office"}, sees=f"{IN_CHARGE} dean auditor dpo", kept_in=True),
    "people:invitations": Row({"draft": f"{IN_CHARGE} double"}, sees="insiders"),
    "people:invite": Row({"draft": f"{IN_CHARGE} double"}, sees="insiders"),
    "people:import": Row({"draft": f"{IN_CHARGE} double"}, sees="insiders"),
    "people:sample": Row({"draft": f"{IN_CHARGE} double"}, sees="insiders"),
    "people:renew": Row({"draft": IN_CHARGE}, sees="auditor dpo", kept_in=True),
    "people:withdraw": Row({"draft": IN_CHARGE}, sees="auditor dpo", kept_in=True),
}
WRITERS = f"{COORDINATORS} office"
SEE_AGREEMENTS = f"{COORDINATORS} faculty_office office"
DRAFTED = {"draft": WRITERS, "unpublished": WRITERS}
# Whoever does not write calls finds nothing there, also where the call is published.
DRAFTS = {
    "paper_texts:list": Row({"draft": f"{WRITERS} double"}, sees="insiders"),
    "paper_texts:change": Row({"draft": WRITERS}, sees="insiders", values={"kind": "suitability"}),
    "paper_texts:letterhead": Row({"draft": WRITERS}, sees="insiders"),
    "paper_texts:signing_rules": Row({"draft": WRITERS}, sees="insiders"),
    "paper_texts:editions": Row({"draft": WRITERS}, sees="insiders"),
    "grant_terms:start": Row({"draft": f"{WRITERS} double"}, sees="insiders"),
    "grant_terms:change": Row({"draft": WRITERS}, sees="insiders"),
    "agreements:start": Row({"draft": f"{SEE_AGREEMENTS} double"}, sees="insiders"),
    "agreements:list": Row({"draft": SEE_AGREEMENTS}, sees="insiders"),
    "agreements:run": Row({"preparing": SEE_AGREEMENTS}, sees="insiders"),
    "agreements:archive": Row(
        {"ready": "coordinator"}, sees="substitute faculty_office office", askers_own=True
    ),
    "scans:start": Row({"draft": f"{WRITERS} double"}, sees="insiders"),
    "scans:list": Row({"draft": WRITERS}, sees="insiders"),
    "scans:file": Row({"preparing": WRITERS}, sees=""),
    "scans:aside": Row({"preparing": WRITERS}, sees=""),
    "scans:take": Row({"preparing": WRITERS}, sees="", values={"use": "other"}),
    "drafts:list": Row({"draft": f"{WRITERS} double"}, sees="insiders"),
    "drafts:new": Row({"draft": f"{WRITERS} double"}, sees="insiders"),
    "drafts:import": Row({"draft": f"{WRITERS} double"}, sees="insiders"),
    "drafts:library": Row({"draft": f"{WRITERS} double"}, sees="insiders"),
    "drafting:show": Row(DRAFTED, sees=""),
    "drafting:copy": Row(DRAFTED, sees=""),
    "drafting:export": Row(DRAFTED, sees=""),
    "drafting:publish": Row(DRAFTED, sees=""),
    "drafting:try": Row(DRAFTED, sees=""),
    "drafting:criteria": Row(DRAFTED, sees=""),
    "drafting:add": Row(DRAFTED, sees="", values={"kind": "base"}),
    "drafting:criterion": Row(DRAFTED, sees="", values={"criterion": "c1"}),
    "drafting:section": Row(DRAFTED, sees="", values={"section": "texts"}),
}
ROWS: dict[str, Row] = (
    APPLICATION | SELECTION | DISTRIBUTIONS | APPEALS | AGREEMENT | GRANT | RETURN | PLACES | PEOPLE | DRAFTS
)
