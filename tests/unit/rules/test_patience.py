"""How long a member bears with a network that is worth less than nothing to it."""

import pytest

ACTIVE, LEFT = 0, 2


@pytest.mark.parametrize("patience", [1, 3, 6])
def test_it_leaves_in_the_last_month_of_its_patience_and_not_before(patience, tiny, fixed_luck):
    fixed_luck("membership", 0.0, 0.9, 0.9, 0.9)  # the unluckiest: whoever may leave does
    member = tiny.members(1, value=-0.9, trust=0.5, partners=1.0, effort=0.3, effort_1=0.3, effort_2=0.3)
    parameter = tiny.numbers(
        dormant_below=0.06, return_rate=0.0, comeback_rate=0.0, patience=patience, exit_rate=0.5, exit_slope=0.0,
        alone_benefit=1.0,
    )  # fmt: skip
    seen = []
    for _ in range(patience):
        tiny.rule("membership").exits(tiny.clock(), tiny.luck, member, tiny.network(reputation=1.0), parameter, 1)
        seen.append(int(member.status[0]))
    assert seen == [ACTIVE] * (patience - 1) + [LEFT]
