"""Names, places and texts of the demonstration universities. All people and both universities are invented."""

from dataclasses import dataclass

PASSWORD = "popotnik-popotnik"  # nosec B105 # printed at the start of every demonstration


@dataclass(frozen=True)
class Faculty:
    """A member faculty of a demonstration university with its units (Slovenian, English)."""

    slug: str
    short: str
    sl: str
    en: str
    units: tuple[tuple[str, str], ...]


OFFICE_UNIT = ("Mednarodna pisarna", "International Office")
STUDENT_UNIT = ("Referat za študentske zadeve", "Student Affairs Office")
LIBRARY_UNIT = ("Knjižnica", "Library")

EMONA = (
    Faculty("ff", "FF", "Filozofska fakulteta", "Faculty of Arts", (OFFICE_UNIT, STUDENT_UNIT, LIBRARY_UNIT)),
    Faculty("fri", "FRI", "Fakulteta za računalništvo in informatiko", "Faculty of Computer and Information Science",
            (OFFICE_UNIT, ("Računalniški center", "Computing Centre"), STUDENT_UNIT)),
    Faculty("ef", "EF", "Ekonomska fakulteta", "School of Economics and Business",
            (OFFICE_UNIT, ("Finančno-računovodska služba", "Finance and Accounting"), STUDENT_UNIT)),
    Faculty("bf", "BF", "Biotehniška fakulteta", "Biotechnical Faculty",
            (OFFICE_UNIT, ("Služba za raziskovalno dejavnost", "Research Support"), LIBRARY_UNIT)),
    Faculty("pef", "PEF", "Pedagoška fakulteta", "Faculty of Education",
            (OFFICE_UNIT, ("Center za vseživljenjsko učenje", "Centre for Lifelong Learning"), STUDENT_UNIT)),
    Faculty("fs", "FS", "Fakulteta za strojništvo", "Faculty of Mechanical Engineering",
            (OFFICE_UNIT, ("Kadrovska služba", "Human Resources"), LIBRARY_UNIT)),
)  # fmt: skip
DRAVA = (
    Faculty(
        "fnm", "FNM", "Fakulteta za naravoslovje", "Faculty of Natural Sciences", (OFFICE_UNIT, STUDENT_UNIT)
    ),
    Faculty(
        "fzv",
        "FZV",
        "Fakulteta za zdravstvene vede",
        "Faculty of Health Sciences",
        (OFFICE_UNIT, LIBRARY_UNIT),
    ),
)

FIRST_NAMES = (
    "Maja", "Luka", "Irena", "Peter", "Eva", "Sara", "Andrej", "Tina", "Nina", "Marko", "Katja", "Jure", "Mojca",
    "Matej", "Petra", "Gregor", "Alenka", "Rok", "Barbara", "Simon", "Urška", "Boštjan", "Špela", "Žiga", "Anja",
    "Tomaž", "Helena", "Janez", "Vesna", "Aleš", "Darja", "Miha", "Nataša", "Uroš", "Polona", "David", "Tanja",
)  # fmt: skip
LAST_NAMES = (
    "Novak", "Horvat", "Kovač", "Zajc", "Krajnc", "Vidmar", "Kos", "Zupan", "Potočnik", "Mlakar", "Kralj", "Golob",
    "Turk", "Božič", "Korošec", "Bizjak", "Hribar", "Kotnik", "Rozman", "Kavčič", "Oblak", "Žagar", "Petek",
    "Hočevar", "Kolar", "Jerman", "Šuštar", "Lah", "Pirc", "Černe", "Medved", "Jereb", "Dolenc", "Bajc", "Štrukelj",
)  # fmt: skip

POSTS = (
    ("strokovna sodelavka VII/1", "professional associate", "J",
     "Vodi sprejem gostujočih študentov in osebja, pripravlja sporazume o mobilnosti, svetuje kandidatom in skrbi za "
     "prenos priznanih obveznosti v evidenco."),
    ("samostojni strokovni delavec VII/2", "senior officer", "J",
     "Pripravlja poročila o projektih, vodi evidenco pogodb, usklajuje delo z računovodstvom in odgovarja na "
     "vprašanja zaposlenih o mednarodnih projektih."),
    ("bibliotekarka", "librarian", "J",
     "Skrbi za elektronske vire, izvaja izobraževanja za študente in zaposlene ter vodi medknjižnično izposojo."),
    ("sistemski administrator", "systems administrator", "J",
     "Vzdržuje informacijski sistem fakultete, skrbi za prijavo uporabnikov in varnost podatkov ter uvaja nova orodja."),
    ("višja raziskovalka", "senior researcher", "H",
     "Vodi podporo prijavam na evropske razpise, spremlja izvajanje projektov in pripravlja načrte upravljanja podatkov."),
)  # fmt: skip

# Erasmus codes of hosts out of the register, so that distances, countries and names are the real ones.
HOSTS = (
    "A WIEN01", "D BERLIN13", "CZ PRAHA07", "PL KRAKOW01", "I BOLOGNA01", "E VALENCI01", "P PORTO02", "S STOCKHO04",
    "LV RIGA01", "HR ZAGREB01", "NL UTRECHT01", "B LEUVEN01", "F PARIS468", "SF HELSINK01", "LT VILNIUS01",
    "A GRAZ01", "D MUNCHEN01", "EE TARTU02", "HU BUDAPES01", "SK BRATISL02",
)  # fmt: skip


@dataclass(frozen=True)
class Plan:
    """What somebody wants to learn, as they would write it."""

    title: str
    form: str
    link: str
    goals: tuple[str, str]
    effect: str
    indicator: str
    days: tuple[str, ...]


PLANS = (
    Plan(
        "Spremljanje dela v mednarodni pisarni",
        "job_shadowing",
        "Pri svojem delu sprejemam prijave gostujočih študentov še v papirni obliki. Pri gostitelju bom videla enoten "
        "digitalni postopek od najave do potrdila in ga prilagodila za našo pisarno.",
        ("Spoznati digitalni postopek sprejema gostujočih študentov.", "Primerjati delitev nalog med pisarno in oddelki."),
        "Enoten obrazec za sprejem gostujočih študentov, ki ga uporabljajo vsi oddelki.",
        "Čas obravnave ene prijave se skrajša s 40 na 15 minut.",
        ("Predstavitev pisarne in ekipe, sprejem gostujočih", "Digitalni obrazec in povezava z evidenco",
         "Sporazumi in podpisi, delo ob svetovalki", "Priznavanje obveznosti in prenos ocen", "Povzetek in dogovor o sodelovanju"),
    ),
    Plan(
        "Teden usposabljanja za strokovne službe",
        "stt_week",
        "Vodim svetovanje študentom; na tednu usposabljanja bom primerjala pristope šestih univerz in jih uporabila pri "
        "pripravi novega uvajalnega programa.",
        ("Primerjati uvajalne programe za nove študente.", "Pridobiti gradivo za svetovalne pogovore."),
        "Nov uvajalni program za tuje študente v prvem tednu semestra.",
        "Udeleži se ga vsaj 60 odstotkov novih tujih študentov.",
        ("Odprtje tedna in pregled programa", "Delavnica o svetovanju", "Obisk študentskega centra",
         "Delo v skupinah: uvajalni teden", "Predstavitve skupin in zaključek"),
    ),
    Plan(
        "Upravljanje raziskovalnih podatkov v knjižnici",
        "workshop",
        "Knjižnica prevzema skrb za načrte upravljanja podatkov. Na delavnici se bom naučila svetovati raziskovalcem in "
        "postaviti storitev, ki je zdaj nimamo.",
        ("Usposobiti se za pregled načrtov upravljanja podatkov.", "Spoznati delovanje podatkovnega repozitorija."),
        "Svetovanje raziskovalcem pri načrtih upravljanja podatkov kot redna storitev knjižnice.",
        "V prvem letu pregledanih dvajset načrtov.",
        ("Uvod v upravljanje podatkov", "Načrt po predlogi razpisa", "Repozitorij in metapodatki",
         "Svetovalni pogovor z raziskovalcem", "Načrt uvedbe storitve doma"),
    ),
    Plan(
        "Delovni obisk finančne službe univerze gostiteljice",
        "visit_hei",
        "Vodim obračune evropskih projektov. Pri gostitelju bom spoznala, kako obračunavajo stroške po enoti in kako "
        "pripravijo revizijsko sled, ki jo pri nas sestavljamo ročno.",
        ("Spoznati obračun po stroških na enoto.", "Prenesti obrazec revizijske sledi."),
        "Enotna mapa revizijske sledi za vse evropske projekte fakultete.",
        "Vsi novi projekti imajo mapo od prvega dne.",
        ("Sprejem in predstavitev službe", "Obračun po stroških na enoto", "Revizijska sled in hramba listin",
         "Notranje kontrole", "Dogovor o izmenjavi obrazcev"),
    ),
    Plan(
        "Varna prijava uporabnikov in federativna identiteta",
        "course",
        "Vzdržujem prijavo v sisteme fakultete. Na tečaju bom osvojil večstopenjsko prijavo in povezavo s federacijo, ki jo "
        "letos uvajamo.",
        ("Postaviti večstopenjsko prijavo v testnem okolju.", "Pripraviti navodila za uporabnike."),
        "Večstopenjska prijava za vse zaposlene fakultete.",
        "Ob koncu leta jo uporablja 95 odstotkov zaposlenih.",
        ("Pregled sistemov in grožnje", "Večstopenjska prijava", "Federacija in metapodatki",
         "Prehod uporabnikov", "Preizkus in povzetek"),
    ),
)  # fmt: skip
