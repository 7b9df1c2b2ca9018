"""One-way information informs, builds nothing between members, and is no exchange (E-W)."""

import numpy as np
import pytest

from netsustain.scenario.levers import LEVER_NAMES


def talk(tiny, **doses):
    """A month of two members with full access who hear of everything."""
    member, network = tiny.members(2, digital_access=1.0, skill=1.0), tiny.network(funded_share=1.0)
    parameter = tiny.numbers(
        meeting_half=1.0, remoteness_loss=0.5, forum_dose=0.2, visit_dose=0.4, platform_dose=0.8, newsletter_dose=0.5,
        travel_time=1.0,
    )  # fmt: skip
    given = dict.fromkeys(LEVER_NAMES, 0.0) | doses
    vector = np.array([given[name] for name in LEVER_NAMES])
    tiny.rule("communication").kernel(member, network, tiny.numbers(**given), parameter, vector)
    return member, network


@pytest.mark.parametrize("lever", ["newsletter", "transparency"])
def test_it_is_no_talk_however_well_it_arrives(lever, tiny):
    member, network = talk(tiny, **{lever: 1.0})
    assert not member.face_to_face.any()
    assert not member.written.any()
    assert member.informed.min() > 0.0
    assert network.two_way[0] == 0.0


def test_a_newsletter_adds_nothing_to_what_a_platform_exchanges(tiny):
    alone, _ = talk(tiny, platform=0.5)
    both, network = talk(tiny, platform=0.5, newsletter=1.0)
    assert both.written.tolist() == alone.written.tolist() == pytest.approx([0.4, 0.4])
    assert both.informed.min() > alone.informed.max()
    assert 0.0 < network.two_way[0] < 0.4 / (0.4 + 0.4), "and less of all communication goes both ways"
