"""`python -m tests.bench MOBILITIES ROUNDS`, in the environment that tools.bench makes."""

import sys

import django

django.setup()

from tests.bench.walls import Bench  # noqa: E402 (models are known only after the setup)

sys.exit(Bench(int(sys.argv[1]), int(sys.argv[2])).run())
