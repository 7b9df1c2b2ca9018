"""A participant's page over a whole game: join, choose, decide, lose the connection, come back, look back."""

from __future__ import annotations

import json
import re
import time

import pytest
from playwright.sync_api import expect

from netsustain.state import POSITION, Status

pytestmark = pytest.mark.browser
HOLD = 10_000


def decide(window, effort: int) -> None:
    """Set the slider and confirm; returns when the server has it."""
    window.locator("input[type=range]").fill(str(effort))
    window.locator("footer .primary").click()
    expect(window.locator("footer .done")).to_be_visible(timeout=HOLD)


def tab(window, number: int) -> None:
    window.locator("nav button").nth(number).click()


def decided(led, person: str = "P01"):
    """The decision of the open turn, as the server knows it."""
    return led.game.people[person].decision


def records(led, do: str) -> list[dict]:
    """Records of a kind in the journal."""
    lines = (led.folder / "journal.jsonl").read_text(encoding="utf-8").splitlines()
    return [record for record in map(json.loads, lines) if record["do"] == do]


def test_three_turns(led, seated):
    window = seated("M4")
    expect(window.locator("h1")).to_contain_text("You play M4")
    led.lead("start")
    for turn, effort in enumerate((60, 25, 80), start=1):
        expect(window.locator("h1")).to_contain_text(f"Turn {turn}")
        decide(window, effort)
        expect(window.locator("footer")).to_contain_text("1 of 1 have decided")
        led.lead("play")
        expect(window.locator("h1")).to_contain_text(f"Turn {turn + 1}")
        expect(window.get_by_text(f"You gave {effort}\u00a0%, as you decided.")).to_be_visible()
    assert [turn.months[0].decisions[3].effort for turn in led.game.turns] == [0.6, 0.25, 0.8]
    led.lead("play")
    expect(window.get_by_text("your earlier decision stood")).to_be_visible()
    expect(window.get_by_text("the model would have given")).to_have_count(0)
    led.lead("set", what={"revealed": True})
    expect(window.get_by_text("the model would have given")).to_be_visible()


def test_wrong_code_and_typed_code(led, phone):
    window = phone()
    window.locator("#code").fill("AAAAAA")
    window.locator("#name").fill("Nok")
    window.locator("form .primary").click()
    expect(window.get_by_role("alert")).to_have_text("That is not the code on the wall.")
    window.locator("#code").fill(f"{led.door.code[:3]} {led.door.code[3:]}".lower())
    window.locator("form .primary").click()
    expect(window.locator(".seat").first).to_be_visible()


def test_a_name_is_text(led, seated):
    window = seated("M4", name="<img src=x onerror=alert(1)>")
    expect(window.get_by_text("<img src=x onerror=alert(1)>")).to_be_visible()


def test_seats_of_others_are_taken_at_once(led, phone, seated):
    looking = phone()
    looking.locator("#name").fill("Malee")
    looking.locator("form .primary").click()
    seat = looking.locator(".seat").filter(has=looking.get_by_text("M4", exact=True))
    expect(seat).to_be_enabled()
    seated("M4")
    expect(seat).to_be_disabled()
    looking.get_by_text("Surprise me").click()
    expect(looking.locator("h1")).to_contain_text("You play")
    assert led.game.people["P01"].row not in (None, 3)


def test_a_reload_comes_back_to_the_seat_and_the_decision(led, seated):
    window = seated("M4")
    led.lead("start")
    decide(window, 45)
    window.reload()
    expect(window.locator("footer .done")).to_be_visible(timeout=HOLD)
    expect(window.locator("input[type=range]")).to_have_value("45")


def test_a_decision_made_without_a_connection_arrives_once(led, seated):
    window = seated("M4")
    led.lead("start")
    expect(window.locator("input[type=range]")).to_be_visible()
    led.stop()
    expect(window.get_by_text("Your seat is kept")).to_be_visible(timeout=HOLD)
    window.locator("input[type=range]").fill("70")
    window.locator("footer .primary").click()
    expect(window.locator("footer")).to_contain_text("Will be sent")
    expect(window.get_by_text("Your decision is kept on this phone")).to_be_visible()
    led.start()
    expect(window.locator("footer .done")).to_be_visible(timeout=HOLD)
    expect(window.get_by_text("No connection")).to_have_count(0)
    assert decided(led).effort == 0.7
    assert len(records(led, "decide")) == 1


def test_an_unsent_decision_outlives_a_reload(led, seated):
    window = seated("M4")
    led.lead("start")
    expect(window.locator("input[type=range]")).to_be_visible()
    led.stop()
    expect(window.get_by_text("Your seat is kept")).to_be_visible(timeout=HOLD)
    window.locator("input[type=range]").fill("15")
    window.locator("footer .primary").click()
    window.goto("about:blank")
    led.start()
    window.goto(f"{led.server.origin}/play.html#en")
    expect(window.locator("footer .done")).to_be_visible(timeout=HOLD)
    expect(window.locator("input[type=range]")).to_have_value("15")
    assert decided(led).effort == 0.15


def test_a_phone_off_the_network_says_so_and_comes_back(led, seated):
    window = seated("M4")
    led.lead("start")
    window.context.set_offline(True)
    expect(window.get_by_text("Your seat is kept")).to_be_visible(timeout=HOLD)
    window.context.set_offline(False)
    expect(window.get_by_text("Your seat is kept")).to_have_count(0, timeout=HOLD)
    decide(window, 50)


def test_a_decision_that_comes_too_late_is_refused_in_words(led, seated):
    window = seated("M4")
    led.lead("start")
    expect(window.locator("input[type=range]")).to_be_visible()
    window.context.set_offline(True)
    expect(window.get_by_text("Your seat is kept")).to_be_visible(timeout=HOLD)
    window.locator("footer .primary").click()
    led.lead("play")
    window.context.set_offline(False)
    late = "The turn was closed before your decision arrived."
    expect(window.get_by_role("alert")).to_contain_text(late, timeout=HOLD)
    assert records(led, "decide") == []


def test_a_connection_that_swallows_a_decision_is_given_up(led, seated):
    """A phone is not told that its network is gone: no answer at all means that the connection is."""
    window = seated("M4")
    led.lead("start")
    window.locator("footer .primary").wait_for()
    connections = []

    def half_open(page_side) -> None:
        server = page_side.connect_to_server()
        connections.append(page_side)
        first = len(connections) == 1
        page_side.on_message(lambda message: None if first else server.send(message))

    window.route_web_socket("**/api/game/page*", half_open)
    window.reload()
    window.locator("input[type=range]").fill("55")
    window.locator("footer .primary").click()
    expect(window.locator("footer")).to_contain_text("Sending")
    expect(window.locator("footer .done")).to_be_visible(timeout=2 * HOLD)
    assert decided(led).effort == 0.55
    assert len(records(led, "decide")) == 1


def test_too_many_pages_of_one_person_take_turns(led, seated):
    window = seated("M4")
    others = [window.context.new_page() for _ in range(3)]
    for other in others:
        other.goto(f"{led.server.origin}/play.html#en")
        expect(other.locator("h1")).to_contain_text("You play M4")
    expect(window.get_by_text("You have opened the game on several other pages.")).to_be_visible()
    others[0].close()
    window.get_by_text("Continue here").click()
    expect(window.get_by_text("several other pages")).to_have_count(0)


def test_a_new_turn_shows_what_happened(led, seated):
    window = seated("M4")
    led.lead("start")
    tab(window, 2)
    expect(window.get_by_text("How it feels")).to_be_visible()
    led.lead("play")
    expect(window.get_by_text("What happened")).to_be_visible()


def test_a_draft_outlives_what_others_do(led, seated):
    window = seated("M4")
    led.lead("start")
    window.locator("input[type=range]").fill("95")
    other = seated("M6", name="Malee")
    tab(other, 1)
    other.get_by_text("Choose an organisation").click()
    other.locator("li button.wide").filter(has=other.get_by_text("M4", exact=True)).click()
    other.locator("footer .primary").click()
    expect(window.locator("nav")).to_contain_text("1 asking")
    expect(window.locator("input[type=range]")).to_have_value("95")


def test_who_is_unknown_joins_again(led, seated):
    window = seated("M4")
    window.context.clear_cookies()
    led.stop()
    led.start()
    expect(window.locator("#name")).to_be_visible(timeout=HOLD)
    expect(window.get_by_text("Please join again with the code.")).to_be_visible()


def test_asking_and_accepting_makes_partners(led, seated):
    one, other = seated("M4"), seated("M6", name="Malee")
    led.lead("start")
    tab(other, 1)
    other.get_by_text("Choose an organisation").click()
    other.locator("#sought").fill("M4")
    other.locator("li button.wide").first.click()
    expect(other.get_by_text("Confirm your decision; then it is asked.")).to_be_visible()
    other.locator("footer .primary").click()
    expect(other.get_by_text("It has been asked.")).to_be_visible()
    expect(one.locator("nav")).to_contain_text("1 asking")
    tab(one, 1)
    one.get_by_label("Accept: M6").click()
    one.locator("footer .primary").click()
    expect(other.get_by_text("Agreed: the tie begins with the turn.")).to_be_visible()
    led.lead("play")
    assert 5 in led.game.network.partners(3)
    tab(one, 0)
    expect(one.get_by_text("New partners: M6")).to_be_visible()


def test_leaving_is_confirmed_and_can_be_undone_later(led, seated):
    window = seated("M4")
    led.lead("start")
    window.get_by_text("Leave the network").click()
    window.get_by_text("Yes, leave").click()
    window.locator("footer .primary").click()
    expect(window.locator("footer .done")).to_be_visible()
    led.lead("play")
    expect(window.get_by_text("Your organisation left the network.")).to_be_visible()
    window.get_by_text("Come back", exact=True).click()
    window.locator("footer .primary").click()
    expect(window.locator("footer .done")).to_be_visible()
    led.lead("play")
    expect(window.locator("input[type=range]")).to_be_visible()
    assert led.game.network.state.member_i8[POSITION["member", "i8"]["status"], 3] == Status.ACTIVE


def test_taking_extra_shares_is_decided_and_explained(led, seated):
    window = seated("M4")
    led.lead("start")
    window.get_by_role("button", name="Two extra shares").click()
    expect(window.get_by_text("everybody else gets clearly less")).to_be_visible()
    window.locator("footer .primary").click()
    expect(window.locator("footer .done")).to_be_visible()
    assert decided(led).takes == 2


def test_changing_the_seat_between_turns(led, seated):
    window = seated("M4")
    led.lead("start")
    tab(window, 2)
    window.get_by_text("Change organisation").click()
    window.locator(".seat").filter(has=window.get_by_text("M7", exact=True)).click()
    expect(window.locator("header .name")).to_have_text("M7")
    assert led.game.seats == {6: "P01"}


def test_a_merged_organisation_is_explained(led, seated):
    window = seated("M4")
    led.lead("start")
    led.lead("happen", what={"merger": {"kind": "school", "count": 16}})
    led.lead("play")
    assert led.game.people["P01"].row is None
    expect(window.get_by_text("M4 has been merged into another organisation")).to_be_visible()


def test_the_time_left_is_the_server_s(led, seated):
    """A phone whose clock is an hour fast counts down as the others do."""
    window = seated("M4")
    window.add_init_script("Date.now = ((now) => () => now() + 3600_000)(Date.now.bind(Date))")
    led.lead("start")
    led.lead("set", what={"deadline": time.time() + 90})
    window.reload()
    expect(window.get_by_role("timer")).to_have_text(re.compile(r"^1:[12]\d$"))


def test_the_debrief_tells_the_own_story(led, seated):
    window = seated("M4")
    led.lead("start")
    decide(window, 60)
    led.lead("play")
    led.lead("play")
    led.lead("finish")
    expect(window.get_by_text("Of 2 months you decided 1 afresh; in 1 your earlier decision stood")).to_be_visible()
    expect(window.get_by_text(re.compile("In your months you gave 60\u00a0% on average, more than"))).to_be_visible()
    link = window.get_by_role("link", name="The story of the whole room")
    assert link.get_attribute("href") == "api/game/debrief/en.html"
    assert window.locator("figure svg").count() == 4


def test_leaving_the_game_forgets_the_phone(led, seated):
    window = seated("M4")
    window.get_by_text("Leave the game").click()
    window.get_by_text("Yes, leave the game").click()
    expect(window.locator("#name")).to_be_visible()
    assert led.game.seats == {}


def test_the_language_is_the_browser_s_until_it_is_chosen(led, phone):
    window = phone(lang="", locale="th-TH")
    expect(window.locator("h1")).to_have_text("เข้าร่วมเกม")
    assert window.locator("#code").input_value() == led.door.code
    window.get_by_role("button", name="EN").click()
    expect(window.locator("h1")).to_have_text("Join the game")
    window.reload()
    expect(window.locator("h1")).to_have_text("Join the game")
    assert window.locator("#code").input_value() == led.door.code
    assert window.evaluate("document.documentElement.lang") == "en"


def test_thai(led, seated):
    window = seated("M4", lang="th", name="มาลี")
    led.lead("start")
    expect(window.locator("h1")).to_have_text("รอบที่ 1 · ต.ค. 2569")
    decide(window, 40)
    expect(window.locator("footer .done")).to_contain_text("ตัดสินใจแล้ว")
    led.lead("play")
    expect(window.get_by_text("ท่านให้ 40\u00a0% ตามที่ตัดสินใจ")).to_be_visible()
