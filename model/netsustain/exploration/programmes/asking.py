"""What a programme asks: its two scenarios, its networks and futures, and the design they make together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from netsustain.exploration.designs import unit_points
from netsustain.exploration.digest import digest_of_plain
from netsustain.exploration.factors import Factor, FactorError, factor_of
from netsustain.exploration.policies import from_the_start, policy_faults
from netsustain.exploration.programmes import networks
from netsustain.exploration.programmes.form import ALWAYS, WITH, WITHOUT, Programme
from netsustain.exploration.programmes.networks import Trait
from netsustain.exploration.question import Question, QuestionError, question_over
from netsustain.exploration.reading import Asked, Fault
from netsustain.scenario.beside import named_file
from netsustain.scenario.parameters import PARAMETER_NAMES
from netsustain.scenario.problems import Location, ScenarioError
from netsustain.scenario.schema import Scenario


@dataclass(frozen=True)
class Asking:
    """A programme's question with everything it names."""

    asked: Asked

    @property
    def said(self) -> Programme:
        """What the file says."""
        assert isinstance(self.asked.experiment, Programme)
        return self.asked.experiment

    @property
    def _is_complete(self) -> bool:
        return list(self.asked.scenarios) == [WITHOUT, WITH]

    @cached_property
    def base(self) -> Scenario:
        """Every network without the programme, the shocks of the futures in its timeline."""
        found = next(iter(self.asked.scenarios.values()))
        if self._is_complete:
            return found
        shocks = self.said.futures.events
        return found.with_(events=[*found.events, *shocks]) if shocks else found

    @cached_property
    def scenarios(self) -> dict[str, Scenario]:
        """Without and with the programme."""
        if self._is_complete:
            return self.asked.scenarios
        return {WITHOUT: self.base, WITH: from_the_start(self.said.programme, self.base, self.asked.folder)}

    # ---- networks -----------------------------------------------------------------------------------

    @cached_property
    def _networks(self) -> tuple[pd.DataFrame, dict[str, Trait]]:
        said = self.said.networks
        if said.table is not None:
            return networks.read(named_file(said.table, self.asked.folder), self.base, said.sheet)
        traits = [self._traits(group) for group in said.groups]
        wide = {name: _widest([own[name] for own in traits]) for name in traits[0]}
        return networks.drawn(said, traits, self.said.seeds["networks"]), wide

    def _traits(self, group: str) -> dict[str, Trait]:
        spans = self.said.networks.groups[group].factors
        return {name: networks.trait_of(name, (span.low, span.high), self.base) for name, span in spans.items()}

    @property
    def networks(self) -> pd.DataFrame:
        """A row a network: ``name``, ``group``, a column a trait. Raises ScenarioError for a faulty table."""
        return self._networks[0]

    @property
    def traits(self) -> dict[str, Trait]:
        """What networks differ in, by name, over all of them."""
        return self._networks[1]

    # ---- futures ------------------------------------------------------------------------------------

    @cached_property
    def shocks(self) -> tuple[Factor, ...]:
        """What differs from future to future."""
        spans = self.said.futures.factors.items()
        return tuple(factor_of(name, (span.low, span.high) if span else None, [self.base]) for name, span in spans)

    @cached_property
    def futures(self) -> pd.DataFrame:
        """A row a future, a column a factor: the shocks, and the accepted parameters if they are asked for.

        What is not known of the parameters is common to all networks, so a future has one accepted vector.
        """
        number = self.said.futures.number
        found = self._vectors(number)
        if self.shocks:
            points = unit_points("latin_hypercube", number, len(self.shocks), self.said.seeds["futures"])
            for place, factor in enumerate(self.shocks):
                found[factor.path] = factor.values(points[:, place])
        return found

    def _vectors(self, number: int) -> pd.DataFrame:
        """Accepted values of the parameters that they move; no column for the scenario's own."""
        if self.said.parameters == "default":
            return pd.DataFrame(index=range(number))
        from netsustain.calibration.accepted import vectors_for

        vectors = vectors_for(self.base, number)
        if vectors is None:
            raise QuestionError(
                f"{self.asked.name}: parameters: got accepted, but nothing has been calibrated here yet, expected "
                "default; type parameters: default, or calibrate first: netsustain experiment calibration"
            )
        repeated = vectors[np.arange(number) % len(vectors)]
        moved = [place for place in range(len(PARAMETER_NAMES)) if np.ptp(repeated[:, place]) > 0]
        paths = [factor_of(PARAMETER_NAMES[place], None, [self.base]).path for place in moved]
        return pd.DataFrame({path: repeated[:, place] for path, place in zip(paths, moved, strict=True)})

    # ---- together -----------------------------------------------------------------------------------

    @property
    def design(self) -> pd.DataFrame:
        """Every network in every future: row future × networks + network."""
        many, few = len(self.networks), len(self.futures)
        columns = {path: np.repeat(self.futures[path].to_numpy(), many) for path in self.futures}
        for trait in self.traits.values():
            columns |= {each.path: np.tile(self.networks[trait.name].to_numpy(), few) for each in trait.factors}
        return pd.DataFrame(columns, index=range(many * few))

    @cached_property
    def question(self) -> Question:
        """The campaign. Raises QuestionError."""
        plain = self.said.model_copy(update={"parameters": "default"})  # the design holds the accepted values
        kept = tuple(dict.fromkeys((*self.said.outcomes, *ALWAYS)))
        asked = replace(self.asked, experiment=plain, factors=())
        return question_over(asked, self.design, scenarios=self.scenarios, outcomes=kept)

    @property
    def digest(self) -> str:
        """Names the folder."""
        own: list[Any] = [self.said.reach, self.networks["group"].tolist(), self.networks["name"].tolist()]
        return digest_of_plain([self.question.digest, list(self.traits), *own])

    def completed(self) -> Asked:
        """The experiment with both scenarios and all factors, as reports and manifests tell them."""
        factors = (*(trait.shown for trait in self.traits.values()), *self.shocks)
        return replace(self.asked, scenarios=self.scenarios, factors=factors)


def _widest(traits: list[Trait]) -> Trait:
    lows, highs = [each.factors[-1].low for each in traits], [each.factors[-1].high for each in traits]
    return traits[0].within(min(lows), max(highs))


# ---- faults ---------------------------------------------------------------------------------------


def asking_faults(asked: Asked) -> Iterator[Fault]:
    """What does not fit the scenario. Raises ScenarioError for a faulty table of networks."""
    if len(asked.scenarios) != 1:
        yield Fault(("scenarios",), f"got {len(asked.scenarios)} scenarios, expected one: without the programme")
        return
    asking = Asking(asked)
    try:
        base = asking.base
    except ScenarioError as error:
        yield Fault(("futures", "events"), f"{error.problems[0].where}: {error.problems[0].message}")
        return
    if base.network.recipe is None:
        yield Fault(("scenarios", 0), "got a network of its own tables, expected a recipe to draw networks from")
        return
    found = [*policy_faults(asking.said.programme, base, asked.folder, 1, ("programme",)), *_factor_faults(asking)]
    yield from found
    if not found and asking.said.networks.table is not None:
        _ = asking.networks  # a faulty table tells its own lines


def _factor_faults(asking: Asking) -> Iterator[Fault]:
    """Factors of networks and futures that the scenario does not have, or whose range it refuses."""
    said, base = asking.said, asking.base
    for group, own in said.networks.groups.items():
        for name, span in own.factors.items():
            here: Location = ("networks", "groups", group, "factors", name)
            yield from _tried(here, lambda name=name, span=span: networks.trait_of(name, (span.low, span.high), base))
    for name, shock in said.futures.factors.items():
        ends = (shock.low, shock.high) if shock else None
        here = ("futures", "factors", name)
        yield from _tried(here, lambda name=name, ends=ends: factor_of(name, ends, [base]))


def _tried(here: Location, make: Any) -> Iterator[Fault]:
    try:
        make()
    except FactorError as error:
        yield Fault((*here, error.part) if error.part else here, str(error))
