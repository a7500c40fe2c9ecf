"""A child that does what it is told, to see what it cannot do."""


def answer(question: bytes) -> bytes:
    return str(eval(question)).encode()  # noqa: S307  the questions are the tests' own
