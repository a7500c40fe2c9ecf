"""What the sign-in pages ask for in their templates."""

from typing import Any

from django import template

from members.models import Person
from members.signin.institutions import by_university, ways_in_for

register = template.Library()


@register.simple_tag
def institutions_by_university() -> list[Any]:
    """Universities with the institutions by which their people sign in."""
    return by_university()


@register.simple_tag
def institutions_of_mine(person: Person) -> list[Any]:
    """The institutions by which this person has signed in."""
    return ways_in_for(person)
