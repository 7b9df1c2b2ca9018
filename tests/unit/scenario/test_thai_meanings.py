"""What `explain` says of a network read from tables is said in Thai too."""

import pytest
from pydantic import BaseModel

from netsustain.scenario.declarations import part_of
from netsustain.scenario.network import Columns, Files, Goal, MemberOverride, Values
from netsustain.scenario.quantities import thai_of


@pytest.mark.parametrize("part", [Files, Columns, Values, MemberOverride, Goal])
def test_every_value_of_a_network_has_a_thai_meaning(part: type[BaseModel]) -> None:
    for name, field in part.model_fields.items():
        inner = part_of(field.annotation)
        if inner in (Columns, Values):
            continue
        thai = thai_of(field)
        assert any("ก" <= letter <= "๙" for letter in thai), f"{part.__name__}.{name}"
