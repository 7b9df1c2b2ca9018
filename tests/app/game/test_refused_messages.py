"""Messages that a page must not send: refused with a reason, or the page is closed; nothing is changed."""

from __future__ import annotations

import json
from itertools import count

import pytest

pytest.importorskip("websockets", reason="websockets is not installed: pip install netsustain[app]")
from tests.app.game.served import DECISION, MERGERS, Served, closing, heard, said, served_game, unchanged

from netsustain.app.buckets import Buckets
from netsustain.app.game.forms import Lead
from netsustain.game.decisions import GameError
from netsustain.game.names import LONGEST_NAME, name_of
from netsustain.messages import has

NUMBERS = count()
TABLE = 0
"""Row of the organisation that the person of these tests plays."""


@pytest.fixture(scope="module")
def game(tmp_path_factory):
    """A game in its second turn, after a merger; somebody sits at ``TABLE``, somebody else beside."""
    with served_game(tmp_path_factory.mktemp("messages") / "game") as served:
        (_, malee), (_, somchai) = served.join("Malee"), served.join("Somchai")
        with served.page(served.host_cookie, host=True) as desk, served.page(malee) as page:
            assert said(page, {"t": "sit", "row": TABLE})["t"] == "done"
            for message in ({"do": "start"}, {"do": "happen", "what": MERGERS}, {"do": "play"}, {"do": "play"}):
                assert said(desk, {"t": "lead", **message})["t"] == "done", message
            assert said(page, decide(served, id="first"))["t"] == "done"
        with served.page(somchai) as page:
            assert said(page, {"t": "sit", "row": free_row(served)})["t"] == "done"
        yield served, malee


@pytest.fixture
def room(game, monkeypatch) -> Served:
    """Each test as the first message of a while: how many are allowed is tested elsewhere."""
    monkeypatch.setattr(game[0].desk, "messages", Buckets(1000, 100))
    return game[0]


@pytest.fixture
def page(room: Served, game):
    """The page of whoever sits at ``TABLE``."""
    with room.page(game[1]) as opened:
        yield opened


@pytest.fixture
def desk(room: Served):
    """The facilitator's page."""
    with room.page(room.host_cookie, host=True) as opened:
        yield opened


def refused(page, message) -> str:
    """The code with which a message is refused; it has a text."""
    answer = said(page, message)
    assert answer["t"] == "refused", answer
    assert has(f"game.error_{answer['code']}")
    assert "Traceback" not in answer["message"]
    assert len(answer["message"]) <= 300
    return answer["code"]



def rows(served: Served, *, playable: bool) -> list[int]:
    network = served.game.network
    return [row for row in range(network.members) if bool(network.can_be_played(row)) is playable]


def free_row(served: Served) -> int:
    return next(row for row in rows(served, playable=True) if row not in served.game.seats)


def decide(served: Served, **changes) -> dict:
    return {"t": "decide", "id": f"x-{next(NUMBERS)}", "turn": served.game.turn, "decision": DECISION} | changes


# ---- who may --------------------------------------------------------------------------------------

LEADS = {
    "start": {}, "play": {}, "happen": {"what": {"crisis": {"months": 3}}}, "set": {"what": {"revealed": True}},
    "free": {"row": TABLE}, "seat": {"row": 5, "what": {"name": "x"}}, "remove": {"person": "P02"}, "finish": {},
}  # fmt: skip


def test_every_command_of_the_facilitator_is_in_the_table():
    assert set(LEADS) == set(Lead.model_fields["do"].annotation.__args__)


@pytest.mark.parametrize("do", LEADS)
def test_a_participant_leads_nothing(room: Served, page, do):
    with unchanged(room):
        assert refused(page, {"t": "lead", "do": do, **LEADS[do]}) == "role"


@pytest.mark.parametrize("message", [
    {"t": "sit", "row": 1}, {"t": "stand"}, {"t": "decide", "id": "a", "turn": 1, "decision": DECISION},
])  # fmt: skip
def test_the_facilitator_plays_nothing(room: Served, desk, message):
    with unchanged(room):
        assert refused(desk, message) == "role"


@pytest.mark.parametrize("more", [
    {"row": 1}, {"person": "P02"}, {"who": "P02"}, {"as": "host"}, {"decision": {**DECISION, "row": 1}},
])  # fmt: skip
def test_nobody_decides_for_another_seat(room: Served, page, more):
    with unchanged(room):
        assert refused(page, decide(room) | more) in ("message", "decision")


def test_a_participant_is_told_nothing_of_others(room: Served, page):
    told = {heard(page, "room", "person", "pulse", "desk")["t"] for _ in range(3)}
    assert told == {"room", "person", "pulse"}


def test_names_are_for_the_facilitator_and_oneself(room: Served, page, desk):
    messages = [page.recv(timeout=10) for _ in range(3)]
    assert any("Malee" in each for each in messages)
    assert not any("Somchai" in each for each in messages)
    assert "Somchai" in json.dumps(heard(desk, "desk"), ensure_ascii=False)


def test_whoever_was_removed_is_out(room: Served, desk):
    code, cookie = room.join("Prasert")
    with room.page(cookie) as page:
        heard(page, "person")
        assert said(desk, {"t": "lead", "do": "remove", "person": code})["t"] == "done"
        assert closing(page) == (1008, "removed")
    with unchanged(room):
        with room.page(cookie) as page:
            assert closing(page) == (1008, "sign_in")
        assert json.loads(room.ask("GET", "/api/game", Cookie=cookie)[2])["person"] is False
        assert room.ask("POST", "/api/game/leave", {}, Cookie=cookie, Origin=room.origin)[0] == 200
    assert code not in room.game.people


def test_whoever_left_is_out(room: Served):
    code, cookie = room.join("Wanida")
    assert room.ask("POST", "/api/game/leave", {}, Cookie=cookie, Origin=room.origin)[0] == 200
    assert code not in room.game.people
    with unchanged(room), room.page(cookie) as page:
        assert closing(page) == (1008, "sign_in")


# ---- forms ----------------------------------------------------------------------------------------

FORMS = [
    "", " ", "null", "[]", "3", '"sit"', "{", "}{", "{}", '{"t":null}', '{"t":"join"}', '{"t":"SIT","row":1}',
    '{"t":["sit"],"row":1}',
    '{"t":"sit"}', '{"t":"sit","row":"1"}', '{"t":"sit","row":1.0}', '{"t":"sit","row":true}', '{"t":"sit","row":null}',
    '{"t":"sit","row":[1]}', '{"t":"sit","row":-1}', '{"t":"sit","row":1e3}', '{"t":"sit","row":NaN}',
    '{"t":"sit","row":Infinity}',
    '{"t":"sit","row":99999999999999999999}', '{"t":"sit","row":' + "9" * 4000 + "}",
    '{"t":"sit","row":' + "1" * 5000 + "}",
    '{"t":"sit","row":1,"row":2}', '{"t":"sit","t":"stand","row":1}', '{"t":"sit","row":1,"person":"P02"}',
    '{"t":"sit","row":1}x',
    "\ufeff" + '{"t":"stand"}', '{"t":"stand","__class__":"x"}', '{"t":"stand","\\u0000":1}', "'{\"t\":\"stand\"}'",
    '{"t":"decide","id":"","turn":1,"decision":{}}', '{"t":"decide","id":7,"turn":1,"decision":{}}',
    '{"t":"decide","id":"' + "a" * 41 + '","turn":1,"decision":{}}',
    '{"t":"decide","id":"<script>","turn":1,"decision":{}}',
    '{"t":"decide","id":"a\u202eb","turn":1,"decision":{}}', '{"t":"decide","id":"\\u0000","turn":1,"decision":{}}',
    '{"t":"decide","id":"\\ud800","turn":1,"decision":{}}', '{"t":"decide","id":"a","turn":"1","decision":{}}',
    '{"t":"decide","id":"a","turn":1,"decision":[]}', '{"t":"decide","id":"a","turn":1}',
    '{"t":"decide","id":"a","turn":1,"decision":{"effort":NaN}}',
    '{"t":"decide","id":"a","turn":1,"decision":{"effort":1e999}}',
    '{"t":"decide","id":"a","turn":1,"decision":{"effort":-Infinity}}',
    '{"t":"decide","id":"a","turn":1,"decision":{"effort":0.1,"effort":0.9}}',
    '{"t":"decide","id":"a","turn":1,"decision":' + '{"a":' * 400 + "1" + "}" * 400 + "}", "[" * 4000, '{"t":' * 700,
]  # fmt: skip


@pytest.mark.parametrize("text", FORMS, ids=lambda text: repr(text[:48]))
def test_what_is_no_message(room: Served, page, text):
    with unchanged(room):
        assert refused(page, text) in ("message", "size")
        assert said(page, decide(room, id="first"))["t"] == "done"  # the page is still heard


@pytest.mark.parametrize("data", [b"", b"\x00", b'{"t":"stand"}', b"\xff" * 100])
def test_bytes_are_no_message(room: Served, page, data):
    with unchanged(room):
        assert refused(page, data) == "message"


@pytest.mark.parametrize("length", [4097, 60_000])
def test_a_message_too_long(room: Served, page, length):
    with unchanged(room):
        assert refused(page, " " * length) == "size"


def test_a_message_far_too_long_ends_the_page(room: Served, page):
    with unchanged(room):
        page.send("x" * 200_000)
        assert closing(page)[0] == 1009


# ---- decisions ------------------------------------------------------------------------------------

EFFORTS = [-0.01, 1.01, 1e300, 10**30, "0.5", None, True, [0.5], {}, "<b>", "\u202e"]
FIELDS = {
    "takes": [3, -1, 0.5, "1", None, True, 10**20],
    "part": ["LEAVE", "", None, 1, "stay\u0000", "<script>alert(1)</script>"],
    "turns_to": [-1, 10**6, 2**31, 10**30, 0.5, "1", True, [1]],
    "lets_go": [-1, 10**6, 2**31, 1.5, "x", False],
    "accepts": [[-1], [10**6], [10**30], ["1"], [1.5], [True], [[1]], list(range(21)), [TABLE], 3, "12", {"1": 2}],
}
ASKED = [("effort", each) for each in EFFORTS] + [(name, each) for name, found in FIELDS.items() for each in found]


@pytest.mark.parametrize(("name", "value"), ASKED, ids=str)
def test_a_decision_that_cannot_be(room: Served, page, name, value):
    with unchanged(room):
        assert refused(page, decide(room, decision={**DECISION, name: value})) == "decision"


@pytest.mark.parametrize("decision", [{}, {"efort": 0.5}, {"effort": 0.5, "row": 1}, {"effort": 0.5, "played": 1}])
def test_a_decision_with_other_parts(room: Served, page, decision):
    with unchanged(room):
        assert refused(page, decide(room, decision=decision)) == "decision"


def test_a_tie_with_oneself_a_merged_one_a_partner_or_none(room: Served, page):
    partners = room.game.network.partners(TABLE)
    merged = rows(room, playable=False)
    assert merged
    strangers = set(rows(room, playable=True)) - partners - {TABLE}
    with unchanged(room):
        for other in (TABLE, *merged):
            for name in ("turns_to", "lets_go"):
                assert refused(page, decide(room, decision={**DECISION, name: other})) == "decision"
        for other in merged:
            assert refused(page, decide(room, decision={**DECISION, "accepts": [other]})) == "decision"
        for name, others in (("turns_to", partners), ("lets_go", strangers)):
            for other in others:
                assert refused(page, decide(room, decision={**DECISION, name: other})) == "partner"


@pytest.mark.parametrize("away", [-1, 1, 100])
def test_a_decision_for_a_turn_that_is_not_open(room: Served, page, away):
    with unchanged(room):
        assert refused(page, decide(room, turn=room.game.turn + away)) == "turn"


def test_a_decision_that_comes_twice_counts_once(room: Served, page):
    with unchanged(room):
        answer = said(page, decide(room, id="first", decision={"effort": 0.9}))
        assert (answer["t"], answer["id"]) == ("done", "first")
    assert room.game.people[room.game.seats[TABLE]].decision.effort == 0.5


def test_a_decision_without_a_seat(room: Served):
    _, cookie = room.join("Somsri")
    with unchanged(room), room.page(cookie) as page:
        assert refused(page, decide(room)) == "no_seat"
        assert refused(page, {"t": "stand"}) == "no_seat"


# ---- seats ----------------------------------------------------------------------------------------


def test_seats_that_cannot_be_taken(room: Served, page):
    taken = next(row for row in room.game.seats if row != TABLE)
    with unchanged(room):
        assert refused(page, {"t": "sit", "row": taken}) == "taken"
        for row in (*rows(room, playable=False), room.game.network.members, 10**6, 2**31 - 1):
            assert refused(page, {"t": "sit", "row": row}) == "seat"


# ---- the facilitator's own faults -----------------------------------------------------------------

WRONG_SETTINGS = [{"months_a_turn": 0}, {"months_a_turn": 13}, {"months_a_turn": True}, {"months_a_turn": "3"},
                  {"months_a_turn": 1.0}, {"locked": 1}, {"locked": None}, {"revealed": "yes"}, {"round": 0},
                  {"round": 10**6}, {"deadline": "soon"}, {"deadline": -1}, {"deadline": 10**300}, {"deadline": True},
                  {"do": "finish"}, {"self": 1}, {"phase": "lobby"},
                  {"people": {}}, {"at": 3}, {"": 1}]  # fmt: skip
WRONG_SHOCKS = [None, {}, {"crisis": {"months": 3}, "at": 1}, {"crisis": {"months": -1}},
                {"crisis": {"months": 10**30}}, {"crisis": {"months": "3"}}, {"crisis": []}, {"join": {"members": 3}},
                {"nothing": {}}, {"set": {"levers": 3}}, {"merger": {"kind": "<script>", "count": 1}},
                {"crisis": {"months": 3}, "merger": {"kind": "school", "count": 1}}, {"leave": {"member": "nobody"}},
                {"budget": {"factor": -1}}, {"\u202e": {}}, {"crisis": {"month": 3}}]  # fmt: skip


@pytest.mark.parametrize("what", WRONG_SETTINGS, ids=str)
def test_settings_that_cannot_be(room: Served, desk, what):
    with unchanged(room):
        assert refused(desk, {"t": "lead", "do": "set", "what": what}) == "setting"


@pytest.mark.parametrize("what", WRONG_SHOCKS, ids=str)
def test_shocks_that_cannot_be(room: Served, desk, what):
    with unchanged(room):
        assert refused(desk, {"t": "lead", "do": "happen", "what": what}) == "shock"


@pytest.mark.parametrize(("do", "more", "code"), [
    ("start", {}, "begun"), ("free", {}, "no_seat"), ("free", {"row": 7000}, "no_seat"),
    ("free", {"row": -1}, "message"), ("remove", {}, "person"), ("remove", {"person": "P99"}, "person"),
    ("remove", {"person": "host"}, "person"), ("remove", {"person": ["P01"]}, "message"), ("apply", {}, "message"),
    ("__class__", {}, "message"), ("digest", {}, "message"),
])  # fmt: skip
def test_commands_that_cannot_be(room: Served, desk, do, more, code):
    with unchanged(room):
        assert refused(desk, {"t": "lead", "do": do, **more}) == code


# ---- names ----------------------------------------------------------------------------------------

NO_NAMES = ["", " ", "\t\n", "\u200b", "\u202e\u202d", "\u3164", "\u2800", "\u00a0", "\x00", "\u0301", "\ufeff",
            "\U000e0041", "a" * 41,
            "ก" * 41, "\U0001f600" * 41]  # fmt: skip


@pytest.mark.parametrize("name", NO_NAMES, ids=ascii)
def test_what_is_no_name(room: Served, name, monkeypatch):
    monkeypatch.setattr(room.desk, "joins", Buckets(1000, 100))
    with unchanged(room):
        status, headers, body = room.post("/api/game/join", {"code": room.desk.code, "name": name})
        assert (status, json.loads(body)["code"]) == (400, "name")
        assert "set-cookie" not in headers


SHOWN = {
    "<script>alert(1)</script>": "<script>alert(1)</script>", "<img src=x onerror=a()>": "<img src=x onerror=a()>",
    "a\u202eb": "a b", "\u200bMalee\u200b": "Malee", "a\x00\x1b[31mb": "a [31mb", "a\r\nb": "a b", "a\u2028b": "a b",
    "เด็กหญิง กิ่ง": "เด็กหญิง กิ่ง", "ที่นั่น": "ที่นั่น", "\U0001f469\u200d\U0001f52c": "\U0001f469 \U0001f52c",
    "e\u0301": "é", "a" + "\u0310" * 30: "a" + "\u0310" * 3, "{{7*7}} ${x}": "{{7*7}} ${x}", "=1+1": "=1+1",
    "\u2066x\u2069": "x", "../../etc": "../../etc",
}  # fmt: skip


@pytest.mark.parametrize("name", SHOWN, ids=ascii)
def test_a_name_is_text_and_one_line(name):
    assert name_of(name) == SHOWN[name]
    assert name_of(SHOWN[name]) == SHOWN[name]


def test_a_name_may_be_as_long_as_it_says():
    assert len(name_of("ก" * LONGEST_NAME)) == LONGEST_NAME
    with pytest.raises(GameError):
        name_of("ก" * (LONGEST_NAME + 1))
