"""What those who capture can take: not more than the limit, and never from others' pockets."""

import pytest


@pytest.mark.parametrize(
    ("captures", "taken"), [([0.3, 0.0, 0.0], 0.3), ([0.6, 0.6, 0.0], 0.8), ([1.0, 1.0, 1.0], 0.8)]
)
def test_together_they_take_at_most_the_limit(captures, taken, tiny):
    member = tiny.members(3, captures=captures)
    tiny.rule("sharing").share_out(10.0, 0, member, tiny.numbers(capture_limit=0.8))
    wanted = sum(captures)
    # The rest is shared equally; what is taken is divided by how much each would take.
    expected = [10 * (1 - taken) / 3 + 10 * taken * each / wanted for each in captures]
    assert member.tangible.tolist() == pytest.approx(expected)
    assert min(member.tangible) > 0.0
