"""How often somebody may do what sends a letter or costs a lot: counted in the shared cache, over all processes.

A limit counts by what it protects: the person who acts, or the mailbox that would be filled. Where the cache is
away nothing is counted and nothing is stopped; sign-in has limits of its own (allauth).
"""

import hashlib
import logging
from dataclasses import dataclass

from django.core.cache import cache
from django.utils.translation import ngettext

log = logging.getLogger(__name__)

STATUS = 429


@dataclass(frozen=True)
class Limit:
    """At most so many times within so many seconds, for one purpose."""

    purpose: str
    most: int
    seconds: int

    @property
    def words(self) -> str:
        """What the person reads."""
        minutes = max(1, self.seconds // 60)
        return ngettext(
            "This was done too often. Nothing was sent, and what you typed is kept: try again in %(minutes)d minute.",
            "This was done too often. Nothing was sent, and what you typed is kept: try again in %(minutes)d minutes.",
            minutes,
        ) % {"minutes": minutes}


# One mailbox, whoever fills it and by whatever act.
MAILBOX = Limit("mailbox", most=6, seconds=3600)


def spend(limit: Limit, *keys: object) -> bool:
    """Count one more for each key; False when one of them has had its share, and nothing may be done."""
    counted = [_spend_one(limit, str(key).strip().lower()) for key in keys]
    return all(counted)


def _spend_one(limit: Limit, key: str) -> bool:
    name = f"throttle:{limit.purpose}:{hashlib.sha256(key.encode()).hexdigest()}"
    try:
        cache.add(name, 0, timeout=limit.seconds)
        count = cache.incr(name)
    except ValueError:  # the share ended between the two lines
        return True
    except Exception:  # noqa: BLE001 (whatever the cache does, work goes on)
        log.warning("The cache does not answer; %s is not counted.", limit.purpose)
        return True
    return count <= limit.most
