"""Dates and numbers as a Slovenian clerk writes them."""

DATE_FORMAT = "j. F Y"
SHORT_DATE_FORMAT = "j. n. Y"
DATETIME_FORMAT = r"j. F Y \o\b H.i"
SHORT_DATETIME_FORMAT = r"j. n. Y \o\b H.i"
TIME_FORMAT = "H.i"
MONTH_DAY_FORMAT = "j. F"
DECIMAL_SEPARATOR = ","
THOUSAND_SEPARATOR = "."
NUMBER_GROUPING = 3
