"""The columns of the table and the words in them, in Slovenian and English; docs/formats.md is their contract."""

from enum import StrEnum

from core.spreadsheets import folded
from members.enums import Capacity, ContractKind, StaffGroup


class Column(StrEnum):
    """What a column holds, by its name in the contract."""

    EMAIL = "email"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    LANGUAGE = "language"
    MEMBER = "member"
    UNIT = "unit"
    UNIT_EN = "unit_en"
    POST = "post"
    POST_EN = "post_en"
    STAFF_GROUP = "staff_group"
    PAY_GROUP = "pay_group"
    SHARE = "share"
    CONTRACT = "contract"
    EMPLOYED_FROM = "employed_from"
    EMPLOYED_UNTIL = "employed_until"
    ROLE = "role"
    ROLE_FROM = "role_from"
    ROLE_UNTIL = "role_until"


C = Column
IN_SLOVENIAN: dict[Column, str] = {
    C.EMAIL: "e-pošta",
    C.FIRST_NAME: "ime",
    C.LAST_NAME: "priimek",
    C.LANGUAGE: "jezik",
    C.MEMBER: "članica",
    C.UNIT: "enota",
    C.UNIT_EN: "enota (angleško)",
    C.POST: "delovno mesto",
    C.POST_EN: "delovno mesto (angleško)",
    C.STAFF_GROUP: "skupina zaposlenih",
    C.PAY_GROUP: "plačna skupina",
    C.SHARE: "delež",
    C.CONTRACT: "pogodba",
    C.EMPLOYED_FROM: "zaposlitev od",
    C.EMPLOYED_UNTIL: "zaposlitev do",
    C.ROLE: "vloga",
    C.ROLE_FROM: "vloga od",
    C.ROLE_UNTIL: "vloga do",
}
ROLES: dict[str, Capacity] = {
    "vodja": Capacity.HEAD,
    "član komisije": Capacity.ASSESSOR,
    "predsednik komisije": Capacity.CHAIR,
    "koordinator": Capacity.COORDINATOR,
    "mednarodna pisarna članice": Capacity.FACULTY_OFFICE,
    "tajnik": Capacity.SECRETARY,
    "dekan": Capacity.DEAN,
    "mednarodna pisarna univerze": Capacity.OFFICE,
    "kadrovska": Capacity.HR,
    "finance": Capacity.FINANCE,
    "revizor": Capacity.AUDITOR,
    "pooblaščena oseba za varstvo podatkov": Capacity.DPO,
    "rektorat": Capacity.RECTORATE,
}
GROUPS: dict[str, StaffGroup] = {
    "pedagoški": StaffGroup.TEACHING,
    "raziskovalni": StaffGroup.RESEARCH,
    "strokovni": StaffGroup.PROFESSIONAL,
}
CONTRACTS: dict[str, ContractKind] = {
    "nedoločen čas": ContractKind.OPEN_ENDED,
    "določen čas": ContractKind.FIXED_TERM,
}
LANGUAGES = {"sl": "sl", "en": "en", "slovenščina": "sl", "angleščina": "en"}


HEADERS: dict[str, Column] = {
    **{folded(column): column for column in Column},
    **{folded(words): column for column, words in IN_SLOVENIAN.items()},
}
NAMES: dict[Column, dict[str, str]] = {
    C.ROLE: {folded(value): value for value in Capacity.values} | {folded(k): v for k, v in ROLES.items()},
    C.STAFF_GROUP: {folded(value): value for value in StaffGroup.values}
    | {folded(k): v for k, v in GROUPS.items()},
    C.CONTRACT: {folded(value): value for value in ContractKind.values}
    | {folded(k): v for k, v in CONTRACTS.items()},
    C.LANGUAGE: {folded(k): v for k, v in LANGUAGES.items()},
}


def title_of(column: Column, language: str) -> str:
    """The column's header in a language."""
    return IN_SLOVENIAN[column] if language.startswith("sl") else column.value
