"""Names in readable case, as the register prints them and as a person would write them."""

import pytest

from partners.naming import readable, readable_city

NAMES = [
    ("SI", "UNIVERZA V LJUBLJANI", "Univerza v Ljubljani"),
    ("SI", "IEDC-POSLOVNA SOLA BLED", "IEDC-Poslovna Sola Bled"),
    ("SI", "SOFIZO IZOBRAZEVALNI CENTER DOO", "Sofizo Izobrazevalni Center d.o.o."),
    ("AT", "SIGMUND FREUD PRIVATUNIVERSITAT WIEN GMBH", "Sigmund Freud Privatuniversitat Wien GmbH"),
    ("DE", "HOCHSCHULE MITTWEIDA (FH)", "Hochschule Mittweida (FH)"),
    (
        "DE",
        "STIFTUNG EUROPA-UNIVERSITAT VIADRINA FRANKFURT (ODER)",
        "Stiftung Europa-Universitat Viadrina Frankfurt (Oder)",
    ),
    ("FR", "UNIVERSITE PARIS I PANTHEON-SORBONNE", "Universite Paris I Pantheon-Sorbonne"),
    ("FR", "ECOLE NATIONALE DE L'AVIATION", "Ecole Nationale de l'Aviation"),
    ("FR", "GROUPE ESRA COTE D'AZUR", "Groupe Esra Cote d'Azur"),
    ("FR", "ICAM INSTITUT CATHOLIQUE D'ARTS ET METIERS", "ICAM Institut Catholique d'Arts et Metiers"),
    ("ES", "IES SANTO DOMINGO DE LA CALZADA", "IES Santo Domingo de la Calzada"),
    ("ES", "COLEGIO LA SALLE", "Colegio La Salle"),
    ("ES", "UNIVERSITAT JAUME I DE CASTELLON", "Universitat Jaume I de Castellon"),
    ("ES", "UNIVERSITAT ROVIRA I VIRGILI", "Universitat Rovira i Virgili"),
    ("ES", "CES JUAN PABLO II S.L.", "CES Juan Pablo II S.L."),
    (
        "ES",
        "INSTITUTO DE FORMACION PROFESIONAL SANBLAS (TERUEL)",
        "Instituto de Formacion Profesional Sanblas (Teruel)",
    ),
    (
        "ES",
        "INSTITUTO DE EDUCACIÓN SECUNDARIA Cánovas del Castillo",
        "Instituto de Educación Secundaria Cánovas del Castillo",
    ),
    (
        "IT",
        'CONSERVATORIO DI MUSICA "G.VERDI" DI MILANO',
        'Conservatorio di Musica "G.Verdi" di Milano',
    ),
    (
        "PL",
        "AKADEMIA WYCHOWANIA FIZYCZNEGO IM.JERZEGO KUKUCZKI W KATOWICACH",
        "Akademia Wychowania Fizycznego im.Jerzego Kukuczki w Katowicach",
    ),
    (
        "RO",
        "UNIVERSITATEA DE STIINTELE VIETII REGELE MIHAI I DIN TIMISOARA",
        "Universitatea de Stiintele Vietii Regele Mihai I din Timisoara",
    ),
    (
        "SK",
        "VYSOKA SKOLA BEZPECNOSTNEHO MANAZERSTVA, S.R.O.",
        "Vysoka Skola Bezpecnostneho Manazerstva, s.r.o.",
    ),
    ("IE", "ST ANGELA'S COLLEGE SLIGO", "St Angela's College Sligo"),
    ("FR", "lycée léonard de vinci", "Lycée Léonard de Vinci"),
    (
        "SI",
        "Grm Novo mesto - center biotehnike in turizma",
        "Grm Novo mesto - center biotehnike in turizma",
    ),
    ("SI", "VIST - Faculty of applied sciences", "VIST - Faculty of applied sciences"),
]  # fmt: skip
CITIES = [
    ("SI", "LJUBLJANA", "Ljubljana"),
    ("FR", "PARIS CEDEX 05", "Paris Cedex 05"),
    ("FR", "OLIVET Cedex", "Olivet Cedex"),
    ("FR", "aire-sur-la-lys", "Aire-sur-la-Lys"),
    ("DE", "FRANKFURT AM MAIN", "Frankfurt am Main"),
    ("ES", "ARENAS DE SAN PEDRO (Ávila)", "Arenas de San Pedro (Ávila)"),
    ("NL", "'S-HERTOGENBOSCH", "'s-Hertogenbosch"),
    ("IT", "L'AQUILA", "L'Aquila"),
    ("ES", "A Coruña", "A Coruña"),
]


@pytest.mark.parametrize(("country", "published", "expected"), NAMES)
def test_names_become_readable(country: str, published: str, expected: str) -> None:
    assert readable(published, country=country, city="TERUEL") == expected


@pytest.mark.parametrize(("country", "published", "expected"), CITIES)
def test_towns_become_readable(country: str, published: str, expected: str) -> None:
    assert readable_city(published, country=country) == expected
