"""The one rule after the decision that has a box: who has a grant that comes free. The rest of them is text."""

from selection.authoring.conditions import Data

BOX, HOLDERS = "freed_grant", "holders"


def without_box(rules: Data) -> Data:
    """The rules without what stands in the box."""
    after = {name: value for name, value in rules.get("after", {}).items() if name != BOX}
    rest = {name: value for name, value in rules.items() if name != "after"}
    return {**rest, "after": after} if after else rest


def with_box(rules: Data, chosen: str) -> Data:
    """The rules with what was chosen in the box.

    A call that says nothing of the time after the decision keeps a reserve list, and goes on doing so.
    """
    if chosen != HOLDERS:
        return rules
    return {**rules, "after": {**rules.get("after", {"reserve": {}}), BOX: chosen}}
