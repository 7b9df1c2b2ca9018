"""Pages for planners: one module a section, ``section(findings, lang) -> Section``, and the page that holds them."""
