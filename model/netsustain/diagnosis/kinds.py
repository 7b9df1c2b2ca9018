"""What kind of organisation respondents come from: said in a column, known from the network, or guessed from names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from netsustain.importing.kind_words import guessed_kinds
from netsustain.scenario.kinds import Kind

_NAMES = {kind.name.lower(): kind.name.lower() for kind in Kind}


def kinds_of(
    organisations: list[str], words: list[str], members: Mapping[str, str]
) -> tuple[list[str], str, dict[str, str]]:
    """Kind of each respondent's organisation, where kinds come from, and what words were taken to mean.

    Parameters
    ----------
    organisations, words
        Of each respondent: name of the organisation, and what the column of kinds says; empty where unknown.
    members
        Kinds of the network's organisations by name.
    """
    if any(words):
        meant = _meanings(organisations, words)
        return [meant.get(word, "") for word in words], "column", {word: kind for word, kind in meant.items() if kind}
    known = [members.get(name, "") for name in organisations]
    if any(known):
        return known, "network", {}
    guessed = _meanings(organisations, organisations)
    found = [guessed.get(name, "") for name in organisations]
    return found, "names" if any(found) else "", {}


def _meanings(organisations: list[str], words: list[str]) -> dict[str, str]:
    """Word → kind; how many organisations bear a word tells whether it can mean the one area office."""
    pairs = {(organisation, word) for organisation, word in zip(organisations, words, strict=True) if word}
    counted = Counter(word for _, word in pairs)
    guessed = guessed_kinds(counted)
    said = {word: _NAMES.get(word.casefold().replace(" ", "_")) for word in counted}
    return {word: said[word] or (guessed[word].name.lower() if word in guessed else "") for word in counted}
