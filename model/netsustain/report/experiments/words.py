"""What is said of an experiment in one language: its kind's texts, and the names that its file gives."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from netsustain.exploration.reading import Asked
from netsustain.report.naming import labels
from netsustain.report.words import Words


class ExperimentWords(Words):
    """The words of one experiment in one language: ``en`` or ``th``."""

    def __init__(self, asked: Asked, lang: str) -> None:
        super().__init__(asked.experiment.kind, asked.scenarios, lang)
        self.asked = asked

    @cached_property
    def labels(self) -> dict[str, str]:
        """Short labels of the scenarios by name, and of what else the experiment names."""
        return labels(self.scenarios, self.lang) | self.asked.experiment.names(self.lang)

    def factor(self, name: str) -> str:
        """A factor by its meaning, without the concepts it traces to, or a group by its title; else its name."""
        group: Any = getattr(self.asked.experiment, "groups", {}).get(name)
        if hasattr(group, "title"):
            return str(group.title.in_language(self.lang))
        from netsustain.report.experiments.factors import meaning

        return meaning(self.asked, name, self.lang)
