"""The fence around django-guardian: who someone is to one object, in direct-foreign-key tables.

A relation (participant, assessor, head, signatory, recorder of a mobility) is a row with a codename out of a
fixed set. The stage never enters such a row. Only `sync_relation` writes them; nothing else may import guardian.
"""

from collections.abc import Set
from typing import Any

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import models
from guardian.models import UserObjectPermissionBase


class Relation(UserObjectPermissionBase):
    """Base of a direct-key table; a subclass adds `content_object` and its permitted codenames."""

    class Meta(UserObjectPermissionBase.Meta):
        abstract = True


def _permissions(model: type[models.Model]) -> dict[str, int]:
    """Codename → permission id of a model, remembered for the process as content types are."""
    content_type = ContentType.objects.get_for_model(model)
    known = _PERMISSIONS.get(content_type.pk)
    if not known:
        rows = Permission.objects.filter(content_type=content_type).values_list("codename", "pk")
        known = _PERMISSIONS[content_type.pk] = dict(rows)
    return known


_PERMISSIONS: dict[int, dict[str, int]] = {}


def sync_relation(table: type[Relation], subject: models.Model, codename: str, people: Set[int]) -> None:
    """Make exactly these people hold one relation to the object: add who lacks, remove the rest."""
    permission_id = _permissions(type(subject))[codename]
    # `content_object` is every subclass's own field: the base cannot name it to the type checker.
    manager: Any = table._default_manager
    make: Any = table
    rows = manager.filter(content_object=subject, permission_id=permission_id)
    present = set(rows.values_list("user_id", flat=True))
    rows.filter(user_id__in=present - people).delete()
    manager.bulk_create(
        [
            make(permission_id=permission_id, user_id=person, content_object=subject)
            for person in sorted(people - present)
        ]
    )


def relations_of(table: type[Relation], subject: models.Model, person_id: int) -> frozenset[str]:
    """The codenames that a person holds on one object."""
    rows: Any = table._default_manager
    held = rows.filter(content_object=subject, user_id=person_id)
    return frozenset(held.values_list("permission__codename", flat=True))


def people_with(table: type[Relation], subject: models.Model, codename: str) -> models.QuerySet[Any]:
    """The ids of the people who hold one relation to the object (a subquery for lists)."""
    rows: Any = table._default_manager
    found: models.QuerySet[Any] = rows.filter(content_object=subject, permission__codename=codename)
    return found.values("user_id")


def objects_with(table: type[Relation], person_id: int, codenames: Set[str]) -> models.QuerySet[Any]:
    """The ids of the objects on which a person holds one of the codenames (a subquery for lists)."""
    fields: Any = table._meta
    permissions = _permissions(fields.get_field("content_object").related_model)
    wanted = [permissions[codename] for codename in codenames]
    rows: Any = table._default_manager
    found: models.QuerySet[Any] = rows.filter(user_id=person_id, permission_id__in=wanted)
    return found.values("content_object_id")
