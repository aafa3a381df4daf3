"""``make bench``: what Colonnade costs in CPU time, beside its peers and beside the physical limit, in one run.

Only CPU time is measured, so that the figures hold on a machine that others use as well. Every measured part
runs in a process of its own with a fresh home folder; nothing here touches ``var``.
"""
