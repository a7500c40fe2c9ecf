"""Readable case for names that a register prints in capitals throughout: `UNIVERZA V LJUBLJANI`.

A rule, not a dictionary: words begin with a capital, prepositions and conjunctions stay small, abbreviations
and Roman numerals stay as they are, legal forms get their own spelling. Accents that the register left out
stay out; a name that already mixes its letters is not touched.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Prepositions, conjunctions and contracted articles of the languages in the register.
SMALL = frozenset(
    """
    of the and for on at to by with
    de del dels des du lès lez della dello dell delle degli dei dal dalla di da do dos das no na nel nella
    al alla alle all agli als au aux a à per pour par sur sous en et em para por con und fur für fuer der die
    zu zur zum im am an von vom mit bei nad pri pod za in iz ob po od we ve ze se dla oraz av til med pa på
    voor van den het ten ter op aan och för og ja un ir es din si și pentru cu ale prin te të dhe për kai
    imienia
    """.split()  # noqa: SIM905 -- words are read more easily so, here and below
)
# Articles: small only after one of the words above (»de la Cruz«), else part of a name (»La Salle«).
ARTICLES = frozenset("la le les el els los las il lo gli l os".split())  # noqa: SIM905
# Words of one letter; in other countries such a letter is a numeral or an initial.
LETTERS = {
    "AL": "ei", "BA": "iu", "BG": "iv", "CZ": "aiksuvoz", "DK": "i", "ES": "aeiuy", "FR": "ady", "HR": "aiu",
    "HU": "a", "IT": "aei", "ME": "iu", "MK": "i", "NO": "i", "PL": "iowz", "PT": "aeo", "RO": "a",
    "RS": "aiu", "SE": "i", "SI": "vszk", "SK": "aiksuvoz", "XK": "ei",
}  # fmt: skip
SPELLINGS = {
    "gmbh": "GmbH", "ggmbh": "gGmbH", "mbh": "mbH", "oy": "Oy", "ltd": "Ltd", "srl": "Srl", "doo": "d.o.o.",
    "d.o.o": "d.o.o", "o.p.s": "o.p.s", "s.r.o": "s.r.o", "z.u": "z.u", "e.v": "e.V", "ev": "e.V.",
    "st": "St", "sv": "Sv", "dr": "Dr", "krk": "Krk", "trst": "Trst", "vrh": "Vrh", "im": "im", "ss": "Ss",
}  # fmt: skip
ABBREVIATIONS = frozenset(
    """
    AB ACN AEP AFAM AG AGH AGMTP AMD API AS ASBL BHI BTP BV CBS CCI CDP CE CEF CEFOR CES CESI CEU CFA CFEA
    CFP CFPPA CFTA CH CHR CHU CIFP CIP CIPFP COFAC CPIFP CREPS CRL CVJM DCU EADE EAFC EASD EBABX EBS EBZ
    ECAM EDHEC EESAB EFA EGC EIDE EMAV ENS ENSA ENSAD ENSAM ENSCI EPHEC EPLE EPLEFPA ESA ESAD ESAM ESC ESCP
    ESIC ESMT ESN ESSCA ESSEC ETI FCIP FEDAC FH FOM FP GEA GIP GRETA HAN HAS HBK HEC HELHA HELMO HENALLUX
    HEPL HHL HKU HTL IADE IAE ICES ICHEC IEDC IEP IES IFAS IFMEM IFS IFSI IMC INS INSA INSAS IPAM IRFSS
    ISCTE ISEG ISEN ISFEC ISIA ISIB ISM ISPA ISSBS ISTOM IT ITS IUAV IUBH IULM IUSS KIT KTU KU LCI LEGT
    LEGTA LEGTPA LHII LPO LTP LUISS LUMSA MCI MFR NABA NCI NTNU OGEC PACA PAN PP ROC RUFA SA SAE SARL SAS
    SAZU SCA SCCL SGH SIA SL SLL SLU SRH SSML SWPS TU UC UCL UCLL UDIT UIT ULB USA VID VIST VOS VUB WHU
    WSB WSEI
    """.split()  # noqa: SIM905
)
LEGAL_FORM = r"\b(?:D\.O\.O|O\.P\.S|S\.R\.O|Z\.U|E\.V)\b"
PIECE = re.compile(rf"{LEGAL_FORM}|[^\W_]+|[\W_]+")
ROMAN = re.compile(r"(?=[IVX]{2})X{0,3}(IX|IV|V?I{0,3})$")
VOWEL = re.compile(r"[AEIOUYÀ-ÆÈ-ÏÒ-ÖØ-ÝĀ-ąĒ-ěĨ-ıŌ-œŨ-ųŶ-Ÿ]")
LONG_CAPITALS = re.compile(r"\b[^\W\d_a-zß-öø-ÿ]{4,}\b")
APOSTROPHES = ("'", "’", "´", "`")
# What may stand before a small word; after anything else (a bracket, a quotation mark) a name begins.
JOINTS = (" ", "-", "/", *APOSTROPHES)
# Letters of an abbreviation in brackets (at most) and of one recognised by its initials (at least).
BRACKETED = 8
SHORTEST = 3
# Long words in capitals that make a mixed name a shouted one; fewer are taken for abbreviations.
SHOUTED = 3
NOT_ABBREVIATED = frozenset({"ARTS", "ODER"})


def readable(name: str, *, country: str, city: str = "") -> str:
    """The organisation's name in readable case.

    `country` (ISO) tells which single letters are words; `city` is no abbreviation though in brackets.
    """
    if name == name.lower() or name == name.upper() or len(LONG_CAPITALS.findall(name)) >= SHOUTED:
        return "".join(_Reader(name.upper(), country, city.upper()).pieces())
    return name


def readable_city(city: str, *, country: str) -> str:
    """The town's name in readable case; one long word in capitals is enough: `OLIVET Cedex`."""
    if city == city.lower() or LONG_CAPITALS.search(city) or city == city.upper():
        return "".join(_Reader(city.upper(), country, None).pieces())
    return city


@dataclass(frozen=True)
class _Word:
    """One word in its place: the signs on both sides and the neighbouring words."""

    text: str
    left: str
    right: str
    before: str
    after: str

    @property
    def low(self) -> str:
        return self.text.lower()

    @property
    def is_within(self) -> bool:
        """Whether the name goes on before and after it, without a new beginning in between."""
        between = bool(self.before and self.after) and not self.right.startswith(".")
        return between and self.left.endswith(JOINTS) and " - " not in self.left


class _Reader:
    """Goes through one name in capitals from left to right; `city` is None when the name is a town's own."""

    def __init__(self, name: str, country: str, city: str | None) -> None:
        self.parts = PIECE.findall(name)
        self.letters = LETTERS.get(country, "")
        self.city = city
        words = [part for part in self.parts if part[0].isalnum()]
        self.initials = "".join(word[0] for word in words)
        bearing = [word for word in words if len(word) > 1 and word.lower() not in SMALL | ARTICLES]
        self.bearing_initials = "".join(word[0] for word in bearing)

    def pieces(self) -> Iterator[str]:
        for place, part in enumerate(self.parts):
            if not part[0].isalnum():
                yield part
                continue
            left, right, before, after = (self._at(place + step) for step in (-1, 1, -2, 2))
            yield self._cased(_Word(part, left, right, before, after))

    def _at(self, place: int) -> str:
        return self.parts[place] if 0 <= place < len(self.parts) else ""

    def _cased(self, word: _Word) -> str:
        if word.low in SPELLINGS:
            return SPELLINGS[word.low]
        if self._is_small(word):
            return word.low
        if self._is_abbreviation(word):
            return word.text
        return word.text[0] + word.low[1:]

    def _is_small(self, word: _Word) -> bool:
        if word.left.endswith(APOSTROPHES) and len(word.text) == 1:
            return True
        if not word.is_within:
            return False
        if word.low in ARTICLES:
            follows = word.before.lower() in SMALL or word.before.lower() in self.letters
            return follows or word.left == "-" == word.right
        if len(word.text) == 1:
            return self._is_word_of_one_letter(word)
        return word.low in SMALL

    def _is_word_of_one_letter(self, word: _Word) -> bool:
        if word.low == "d" and word.right.strip().startswith(APOSTROPHES):
            return True
        # »Jaume I de Castellón« is a king, »Rovira i Virgili« are two persons.
        return word.low in self.letters and (word.low, word.after) != ("i", "DE")

    def _is_abbreviation(self, word: _Word) -> bool:
        text = word.text
        if len(text) == 1 or text in ABBREVIATIONS or ROMAN.match(text) or not VOWEL.search(text):
            return True
        if word.left.endswith("(") and word.right.startswith(")"):
            return self.city not in {None, text} and len(text) <= BRACKETED and text not in NOT_ABBREVIATED
        plain = len(text) < SHORTEST or word.low in SMALL or text in NOT_ABBREVIATED
        return not plain and self._is_made_of_initials(text)

    def _is_made_of_initials(self, text: str) -> bool:
        """Whether the other words of the name begin so: `ICAM INSTITUT CATHOLIQUE D'ARTS ET METIERS`."""
        own = text[0]
        return any(
            text in initials.replace(own, "", 1) or text in initials[::-1].replace(own, "", 1)[::-1]
            for initials in (self.initials, self.bearing_initials)
        )
