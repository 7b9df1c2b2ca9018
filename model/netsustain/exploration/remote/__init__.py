"""Campaigns on a Dask cluster: who connects (``client``), what travels (``alone``), what a worker does (``worker``)."""
