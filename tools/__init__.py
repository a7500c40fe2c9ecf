"""For development and demonstration: servers, process runner, checks. The product imports nothing here."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
