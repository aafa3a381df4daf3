"""Sourced facts of the past."""

from colonnade.network.membership.models.fact import Fact

__all__ = ["Fact"]
