"""The explore file: a surface (:mod:`netsustain.exploration.surface`) as a page that answers by itself, offline."""
