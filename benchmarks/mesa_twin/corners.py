"""Small scenarios for what the description could leave open: each names the reading it settles."""

from __future__ import annotations

from typing import Any

from netsustain.scenario import load
from netsustain.scenario.schema import Scenario

Plain = dict[str, Any]

CORNERS: dict[str, Plain] = {
    "a ministry's shift reaches an organisation that is still expected, and stays": {
        "events": [
            {"at": 2, "ministry_policy": {"shift": 0.3, "rigidity": 0.2}},
            {"at": 5, "join": {"kind": "government", "ties": 4}},
            {"at": 6, "join": {"kind": "government", "ties": 4, "priority": 0.2}},
        ],
    },
    "whoever left can still be named in a scandal": {
        "events": [{"at": 3, "leave": {"member": 4}}, {"at": 3, "scandal": {"member": 4, "severity": 0.5}},
                   {"at": 6, "scandal": {"member": 4}}, {"at": 7, "leave": {"member": 4}}],
    },
    "a second end of all grants starts from what the grants themselves say": {
        "funding": {"grants": [{"amount": 30, "from": 1, "to": 20, "taper": 4}, {"amount": 9, "from": 4, "to": 12}]},
        "events": [{"at": 8, "grant_end": {"taper": 6}}, {"at": 11, "grant_end": {"taper": 3}}],
    },
    "grants end in month 1": {
        "funding": {"grants": [{"amount": 30, "from": 1, "to": 20}]}, "events": [{"at": 1, "grant_end": {"taper": 5}}],
    },
    "an event may name a row that a drawn size leaves out": {
        "network": {"recipe": {"members": {"from": 5, "to": 12}}},
        "events": [{"at": 3, "leave": {"member": 11}}, {"at": 4, "scandal": {"member": 12}}],
    },
    "an edit may name a row that a drawn size leaves out": {
        "network": {"recipe": {"members": {"from": 5, "to": 12}}, "members": [{"member": 12, "size": 9.0}]},
    },
    "two of an event's leavers, mergers one after the other, and a merger of what merged": {
        "events": [{"at": 2, "merger": {"count": 3}}, {"at": 3, "leave": {"count": 2}},
                   {"at": 4, "merger": {"count": 2}}, {"at": 5, "leave": {"kind": "private", "count": 9}},
                   {"at": 6, "merger": {"kind": "parents"}}],
        "recurrent": [{"rate": 6, "merger": {"kind": "school"}}],
    },
    "many come back": {
        "parameters": {"membership": {"comeback_rate": 1.0, "exit_rate": 0.5, "patience": 0, "return_rate": 1.0}},
    },
    "rest, and a relaunch wakes all": {
        "parameters": {"membership": {"dormant_below": 0.3, "return_rate": 0.02}},
        "events": [{"at": 8, "relaunch": {}}, {"at": 12, "relaunch": {}}],
    },
    "nobody may be the area office": {"network": {"recipe": {"area_office": False}}, "levers": {"core_leaders": 4}},
    "the area office is another row": {
        "network": {"recipe": {"area_office": False}, "members": [{"member": 7, "kind": "area_office"}]},
        "events": [{"at": 3, "transfer": {"who": "director"}}, {"at": 5, "transfer": {"who": "core", "handover": 2.0}}],
    },
    "the area office leaves": {"events": [{"at": 3, "leave": {"member": 1}}]},
    "a seat too many": {
        "levers": {"core_leaders": 4.4},
        "events": [{"at": 4, "set": {"core_leaders": 1.0, "over": 3}}, {"at": 12, "set": {"core_leaders": 2.5}}],
    },
    "half a seat is rounded up and half a handover counts": {
        "levers": {"core_leaders": 2.5, "handover_months": 0.5, "succession_planning": 1.0},
        "parameters": {"leadership": {"annual_window": 0.0, "transfer_probability": 1.0, "minimum_tenure": 0.0}},
    },
    "posts are filled at once": {
        "parameters": {"leadership": {"vacancy_mean": 0.0, "transfer_probability": 1.0, "minimum_tenure": 0.0}},
    },
    "posts that a year's vacancies outlast, from the start on": {
        "parameters": {"leadership": {"vacancy_mean": 50.0, "vacancy_longest": 100.0, "minimum_tenure": 0.0}},
    },
    "a vacancy shorter than a month is none": {"parameters": {"leadership": {"vacancy_longest": 0.6}}},
    "leaders move in any month, and some posts are vacant at the start": {
        "parameters": {"leadership": {"annual_window": 0.0, "vacancy_longest": 4.5, "transfer_probability": 0.5}},
    },
    "leaders move in any month, for whom a year is long": {
        "parameters": {"leadership": {"annual_window": 0.0, "minimum_tenure": 0.5, "transfer_probability": 1.0}},
    },
    "nobody is ever transferred": {"parameters": {"leadership": {"transfer_probability": 0.0}}},
    "what strikes nothing is no shock": {
        "funding": {"grants": [{"amount": 0.0, "from": 1, "to": 20}, {"amount": 9, "from": 1, "to": 3, "taper": 6}]},
        "events": [{"at": 2, "crisis": {}}, {"at": 3, "transfer": {"share": 0.0}}, {"at": 3, "budget": {"level": 1.0}},
                   {"at": 4, "grant_end": {}}, {"at": 5, "scandal": {"severity": 0.0}},
                   {"at": 6, "leave": {"kind": "private", "count": 50}}, {"at": 7, "leave": {"kind": "private"}},
                   {"at": 8, "merger": {"kind": "private"}}, {"at": 9, "goal_reached": {"goal": 1}},
                   {"at": 10, "goal_reached": {"goal": 1}},
                   {"at": 11, "ministry_policy": {"rigidity": 0.0, "shift": 0.1, "steering": 0.0}},
                   {"at": 12, "ministry_policy": {"rigidity": 0.0, "shift": 0.0, "steering": 0.0}},
                   {"at": 13, "need_ended": {}}, {"at": 14, "need_ended": {}}],
    },
    "who transfers a vacant post strikes it": {
        "parameters": {"leadership": {"vacancy_mean": 50.0, "vacancy_longest": 100.0}},
        "levers": {"succession_planning": 0.0},
        "events": [{"at": 3, "transfer": {"who": "director", "handover": 0.0}}, {"at": 4, "crisis": {}},
                   {"at": 4, "transfer": {"who": "director"}}],
    },
    "events of a kind have a luck each, in any order": {
        "events": [{"at": 6, "leave": {"count": 1}}, {"at": 3, "leave": {"count": 1}}, {"at": 3, "leave": {"count": 1}},
                   {"at": 3, "transfer": {"share": 0.5}}, {"at": 3, "transfer": {"share": 0.5}},
                   {"at": 4, "set": {"platform": 1.0}}, {"at": 4, "communication": {"policy": "hybrid"}}],
        "recurrent": [{"rate": 2, "leave": {"kind": "school"}}, {"rate": 3, "transfer": {"share": 0.2}},
                      {"rate": 2, "leave": {"kind": "school"}}, {"rate": 6, "join": {"kind": "school", "ties": 2}},
                      {"rate": 6, "join": {"kind": "school", "ties": 2}}],
    },
    "partners are dropped as soon as they are not trusted": {
        "parameters": {"membership": {"partner_choice": 1.0, "newcomer_trust": 0.6}},
    },
    "nothing is too little trust": {"parameters": {"membership": {"partner_choice": 1.0, "newcomer_trust": 0.0}}},
    "meetings take all time, paid for or not": {
        "levers": {"meeting_frequency": 4.0, "relationship_activities": 1.0},
        "network": {"recipe": {"own_resources_factor": 0.4}}, "funding": {"area_office_budget": 1.0},
    },
    "money of another country": {
        "currency": "USD", "baht_price": 0.03, "staff_day_price": 60.0, "levers": {"newsletter": 1.0},
    },
    "a month at work takes more": {"parameters": {"activity": {"at_work": 0.3}}},
    "the end comes beyond the horizon": {
        "months": 9, "events": [{"at": 8, "budget": {"level": 0.0}}, {"at": 9, "leave": {"count": 40}}],
    },
    "conditions fall beyond the horizon": {
        "months": 1, "parameters": {"activity": {"at_work": 0.9}, "resources": {"own_share": 0.0}},
        "events": [{"at": 1, "budget": {"level": 0.0, "over": 3}}],
    },
    "posts stay vacant for long": {
        "parameters": {"leadership": {"vacancy_mean": 20.0, "vacancy_longest": 4.5, "minimum_tenure": 30.0}},
    },
    "a choice moves at once though the doses take their time": {
        "events": [{"at": 4, "set": {"governance_mode": "shared", "platform": 1.0, "over": 6}},
                   {"at": 5, "set": {"fairness_rule": "captured", "over": 4}},
                   {"at": 6, "set": {"governance_mode": "committee", "platform": 0.0, "over": 2}}],
    },
    "silence, then the scenario's own doses": {
        "events": [{"at": 3, "communication": {"policy": "blackout"}},
                   {"at": 8, "communication": {"policy": "restore"}}],
    },
    "goals are met, adopted and closed": {
        "network": {"goals": [{"position": 0.4, "workload": 40.0}, {"position": 0.4, "workload": 30.0}]},
        "parameters": {"governance": {"adopt_rate": 0.2, "close_rate": 0.1}},
        "events": [{"at": 3, "goal_reached": {"goal": 1}}, {"at": 4, "goal_reached": {"goal": 2}}],
    },
    "the network closes on purpose": {
        "network": {"goals": [{"position": 0.4, "workload": 30.0}]},
        "parameters": {"governance": {"adopt_rate": 0.0, "close_rate": 1.0}},
    },
    "two crises overlap": {
        "events": [{"at": 3, "crisis": {"months": 6}}, {"at": 5, "crisis": {"months": 2}}, {"at": 9, "crisis": {}}],
    },
    "too small to be a network": {"network": {"recipe": {"members": 2}}},
    "three are enough": {"network": {"recipe": {"members": 3, "mean_degree": 40}}},
    "sparse": {"network": {"recipe": {"mean_degree": 0}}},
    "a virtual community has no neighbourhoods": {
        "network": {"form": "virtual_community", "recipe": {"hub_share": 1}},
    },
    "some take it all": {
        "levers": {"fairness_rule": "contribution"},
        "network": {"members": [{"member": 2, "captures": 0.8}, {"member": 3, "captures": 0.7}]},
        "events": [{"at": 4, "scandal": {"member": "M3", "severity": 1.0}}],
    },
    "all want the strongest": {"levers": {"fairness_rule": "captured"}, "parameters": {"sharing": {"guilt": 1.0}}},
    "the start is the transfer window and the year turns": {
        "start": "2026-03", "parameters": {"leadership": {"window_month": 3.0, "minimum_tenure": 36.0}},
        "recurrent": [{"rate": 2.0, "season": [1, 12], "transfer": {"share": 0.5, "kinds": ["school"]}}],
        "events": [{"date": "2026-05", "budget": {"level": 0.2, "over": 5, "channel": "area_office"}}],
    },
    "newcomers crowd in": {
        "levers": {"onboarding": 1.0},
        "parameters": {"membership": {"recruit_rate": 1.0, "growth_limit": 100.0, "formation_rate": 1.0}},
        "network": {"initial": {"reputation": 1.0}}, "funding": {"area_office_budget": 100.0},
        "recurrent": [{"rate": 12.0, "join": {"kind": "community", "ties": 50}}],
    },
    "ties under agreement": {
        "levers": {"written_agreement": 1.0}, "network": {"initial": {"agreement": 1.0, "network_age_months": 40}},
        "parameters": {"trust": {"signing_chance": 1.0}},
    },
    "reviews every other month, a reserve, and money to spare": {
        "levers": {"review_every": 1.5, "reserve_plan": 1.0, "mediation": 1.0, "monitoring": 1.0},
        "funding": {"area_office_budget": 90.0}, "network": {"initial": {"reserve_months": 1.0}},
        "events": [{"at": 8, "budget": {"level": 0.0, "over": 3}}],
    },
}  # fmt: skip


def scenario(name: str, months: int) -> Scenario:
    """A corner of the description over the baseline with all strategies, so that the network lives through it."""
    return load("strategies_all").until(months).with_(**CORNERS[name])
