"""The network itself, for planners: who is tied to whom, on whom it hangs, who holds its resources."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from netsustain.diagnosis import network_words, tables
from netsustain.diagnosis.structure import Structure
from netsustain.exploration.answer import Findings
from netsustain.messages import text
from netsustain.report.planners.diagnosis import SECTION, network_pictures
from netsustain.report.sections import Section, section_of
from netsustain.report.words import Words


def section(found: Structure, lang: str) -> Section:
    """A network's structure as a part of a page; a diagnosis of a survey tells it in its own."""
    findings = Findings(
        tables={"structure": pd.DataFrame([found.numbers]), "key_players": found.members},
        shown=tuple(tables.structure(found)),
        sentences=tuple(network_words.structure(found)),
    )
    told = section_of(Words(SECTION, {}, lang), findings, network_pictures(found))
    heading, explained = (text(f"brief.{key}", lang) for key in ("heading_network", "explained_network"))
    return replace(told, name="network", heading=heading, explained=[explained])
