"""The YAML parser's complaints in plain words."""

from __future__ import annotations

from ruamel.yaml.error import MarkedYAMLError

from netsustain.scenario.problems import shortened

_PLAIN = {
    "'\\t'": "got a tab, expected spaces, replace it by spaces",
    "mapping values are not allowed": "got a second ':' here, expected one key and its value; put "
    "text that holds ': ' in quotes, or begin a new line",
    "could not find expected ':'": "got a line without ':', expected key: value; indent it if it goes "
    "on from the line above",
    "expected <block end>": "got a line that does not fit the ones above, expected the same indentation "
    "as its neighbours",
    "found unexpected end of stream": "got the end of the file inside quotes, expected a closing quote",
    "expected ',' or ']'": "got no ',' or ']', expected one of them to continue or close the list",
    "expected ',' or '}'": "got no ',' or '}', expected one of them to continue or close the mapping",
    "found unknown escape character": "got a \\ that YAML does not know in double quotes, expected \\\\ or "
    "single quotes",
    "special characters are not allowed": "got a control character, expected plain text, remove it",
    "block sequence entries are not allowed": "got '- ' here, expected it at the beginning of a line",
    "found character": "got a character that cannot begin a value, expected text in quotes",
}


def plain_words(error: MarkedYAMLError) -> str:
    """What came and what was expected, for a file that is no YAML."""
    text = f"{error.context or ''} {error.problem or ''}"
    for part, words in _PLAIN.items():
        if part in text:
            return words
    return f"cannot be read as YAML: {shortened(text, 200)}"
