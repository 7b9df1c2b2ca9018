"""The commands as Python calls: the same work, the same folders, answers instead of exit codes."""

from __future__ import annotations

from pathlib import Path

from netsustain.commands.experiment import answered, folder_of
from netsustain.commands.shared import typed
from netsustain.exploration.answer import Answer, Progress
from netsustain.exploration.reading import load_experiment


def experiment(
    file: str | Path,
    *,
    scale: float | None = None,
    seed: int | None = None,
    out: str | Path | None = None,
    workers: int | None = None,
    cluster: str | None = None,
    lang: str = "en",
    progress: Progress | None = None,
) -> Answer:
    """Answer an experiment as ``netsustain experiment`` does; what is done already is not done again.

    Parameters
    ----------
    file
        A path, or the name of a shipped experiment.
    scale
        Try it out with so large a share (0-1) of the draws and replicates.
    seed
        Of the runs, instead of the file's.
    out
        Result folder; ``results/<experiment>/<digest of what is asked>`` in the working folder by default.
    workers
        Threads; all cores by default. Results do not depend on it.
    cluster
        Have the runs made by a Dask cluster: its scheduler's address (``tcp://host:port``) or scheduler file.
    lang
        Language in which the report opens.
    progress
        Called with the runs done (stored ones included) and in all.

    Returns
    -------
    Answer
        ``tables`` are DataFrames; ``folder`` holds them as files, with the report, and ``load_results(folder)`` reads
        every row.

    Raises
    ------
    ScenarioError, QuestionError, BusyFolderError, ClusterError
        If the file is faulty, its folder answers another question or is in use, or the cluster cannot be used.
    """
    asked = load_experiment(file).with_options(scale, seed)
    command = typed("experiment", [str(file)], {"scale": scale, "seed": seed})
    return answered(asked, folder_of(asked, out), command, lang, workers, progress, cluster)
