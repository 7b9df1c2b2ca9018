"""Speed and memory, one module a question: ``python -m benchmarks`` measures and writes ``docs/performance.md``.

Nothing here is a test: no number fails a build. Every figure of time is on the wall clock, the best of several
except where a whole command or an evening runs once, and is also given as a multiple of a fixed loop timed in the
same run, so that machines can be compared.
"""
