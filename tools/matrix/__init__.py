"""Same bits: are the numbers of a run the same whatever runs it?

``python -m tools.matrix`` (``make matrix``) runs the same networks in many configurations (interpreter, machine code,
processor, threads, processes, chunks, order, …), each in a process of its own, and compares every number with those of
a reference.

    covering         few rows in which every two levels of any two factors stand together
    configurations   the factors, their levels, and the list of configurations
    pairs            which networks: scenario, seed, replicate
    ways             the ways to run them: simulate, Mesa, a campaign, a cluster
    series           digests of what was found, and the first number that differs
    worker           the process that runs one configuration
    interpreters     which Pythons there are
    running          starts the workers and compares
    page             the table of docs/reliability.md
"""
