"""A network of one's own: members and ties read from CSV tables, every fault with its file and line.

``text`` turns bytes into rows, ``fields`` a cell into a value, ``members`` and ``ties`` rows into arrays,
and ``network`` puts them together for a scenario. Nothing is half-read: one fault anywhere, and no array
comes out.
"""

from netsustain.scenario.tables.network import Tables, network_tables, table_problems, tables_of

__all__ = ["Tables", "network_tables", "table_problems", "tables_of"]
