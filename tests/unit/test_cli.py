"""The command line: exit codes, where texts go, and how fast it helps."""

import json
import resource
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from netsustain.cli import app

HEAVY = ("numpy", "pandas", "pydantic", "mesa", "numba", "matplotlib", "ruamel")


@pytest.fixture
def faulty(tmp_path):
    path = tmp_path / "faulty.yaml"
    path.write_text("schema: 1\nmonths: 0\n", encoding="utf-8")
    return str(path)


# ---- in general -----------------------------------------------------------------------------------


def test_help_loads_no_heavy_library_and_is_quick():
    program = (
        "import sys, netsustain.cli as cli\n"
        "try: cli.app(['--help'])\n"
        "except SystemExit: pass\n"
        f"print([name for name in {HEAVY} if name in sys.modules], file=sys.stderr)"
    )
    spent = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    assert done.stderr.strip() == "[]"
    assert "compare" in done.stdout
    assert min(spent) < 0.8, "about 0.35 s of processor time"


def test_version(call):
    result = call("--version")
    assert result.exit_code == 0
    assert result.stdout.startswith("netsustain 0.")


@pytest.mark.parametrize(
    "arguments",
    [
        ("chekc", "baseline"),
        ("check",),
        ("check", "baseline", "--nope"),
        ("run", "x", "--months", "0"),
        ("run", "x", "--seed", "-1"),
    ],
)
def test_wrong_usage_is_2(call, arguments):
    result = call(*arguments)
    assert result.exit_code == 2
    assert "Traceback" not in result.output


def test_the_nearest_command_is_offered(call):
    assert "check" in call("chekc").output


def test_as_a_module():
    done = subprocess.run(
        [sys.executable, "-m", "netsustain", "check", "baseline"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "baseline: fine\n")


# ---- check ----------------------------------------------------------------------------------------


def test_check_fine(call):
    result = call("check", "baseline", "strategies_all")
    assert (result.exit_code, result.stdout) == (0, "baseline: fine\nstrategies_all: fine\n")


def test_check_tells_every_fault_on_standard_error(call, faulty):
    result = call("check", faulty, "baseline")
    assert result.exit_code == 1
    assert result.stdout == "baseline: fine\n"
    assert f"{faulty}:2:9: months: got 0, expected a whole number from 1 to 1200" in result.stderr
    assert "Traceback" not in result.output


def test_check_json_is_one_object(call, faulty):
    result = call("check", faulty, "nowhere.yaml", "--json")
    assert result.exit_code == 1
    assert result.stderr == ""
    errors = json.loads(result.stdout)["errors"]
    assert [set(error) for error in errors] == [{"file", "line", "column", "where", "message"}] * len(errors)
    assert {error["where"] for error in errors} == {"title", "question", "sources", "network", "months", ""}
    assert (errors[-1]["file"], errors[-1]["line"]) == ("nowhere.yaml", 1)


def test_check_json_without_faults(call):
    result = call("check", "baseline", "--json")
    assert (result.exit_code, json.loads(result.stdout)) == (0, {"errors": []})


def test_check_in_thai(call):
    assert call("check", "baseline", "--lang", "th").stdout == "baseline: ถูกต้อง\n"


# ---- explain --------------------------------------------------------------------------------------


def test_explain_tells_who_said_what(call):
    values = {
        value["path"]: value
        for value in json.loads(call("explain", "demo_leadership", "--json").stdout)["values"]
    }
    assert values["events.1.budget.level"]["file"].endswith("demo_leadership.yaml")
    assert values["levers.core_leaders"]["file"].endswith("strategy_leadership.yaml")
    assert values["network.goals.1.position"]["file"].endswith("baseline.yaml")
    platform = values["levers.platform"]
    assert (platform["value"], platform["file"], platform["unit"], platform["bounds"]) == (
        0.2,
        None,
        "dose",
        [0, 1],
    )
    assert values["levers.governance_mode"]["value"] == "lead_organisation"
    assert platform["source"]
    assert platform["meaning"]["th"]


def test_explain_as_tables(call):
    result = call("explain", "demo_leadership")
    assert result.exit_code == 0
    assert "strategy_leadership.yaml:" in result.stdout
    assert "levers.core_leaders" in result.stdout
    assert "ค่าเริ่มต้น" in call("explain", "baseline", "--lang", "th").stdout


def test_the_difference_in_words(call):
    result = call("explain", "baseline", "--diff", "demo_leadership")
    assert result.exit_code == 0
    assert "(levers.core_leaders): raised from 1 in baseline to 3 leaders in demo_leadership" in result.stdout
    assert "only in demo_leadership: in month 25, budget changed (level: 0.5)" in result.stdout
    assert (
        "มีเฉพาะใน demo_leadership"
        in call("explain", "baseline", "--diff", "demo_leadership", "--lang", "th").stdout
    )


def test_the_difference_the_other_way_round(call):
    result = call("explain", "grant_end", "--diff", "baseline")
    assert "only in grant_end: a grant of 20 staff-days a month from month 1 to 36" in result.stdout


def test_the_difference_as_json(call):
    found = json.loads(call("explain", "governance_lead", "--diff", "governance_shared", "--json").stdout)
    assert (found["a"], found["b"]) == ("governance_lead", "governance_shared")
    (difference,) = found["differences"]
    assert difference["path"] == "levers.governance_mode"
    assert (difference["a"], difference["b"]) == ("lead_organisation", "shared")


def test_no_difference(call):
    assert call("explain", "baseline", "--diff", "baseline").stdout == "baseline and baseline say the same.\n"


def test_explain_of_a_faulty_file_is_1(call, faulty):
    result = call("explain", faulty)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert ":2:9: months:" in result.stderr


@pytest.mark.parametrize("command", [["run"], ["why"], ["explore"], ["advise", "--budget", "30"]])
def test_a_name_that_stands_for_several_scenarios_is_refused_where_one_is_wanted(command):
    result = CliRunner().invoke(app, [command[0], "demo", *command[1:]])
    assert result.exit_code == 1
    assert f"expected one: type netsustain {command[0]} demo_none" in result.output


def test_check_says_what_run_would_refuse(tmp_path):
    file = tmp_path / "nobody.yaml"
    file.write_text(
        "schema: 1\nextends: baseline\ntitle: {en: a, th: b}\nquestion: {en: a, th: b}\nsources: [A-M]\n"
        "events: [{at: 3, leave: {member: Nobody}}]\n", encoding="utf-8",
    )  # fmt: skip
    for command in ("check", "run"):
        result = CliRunner().invoke(app, [command, str(file)])
        assert result.exit_code == 1
        assert "Nobody" in result.output
