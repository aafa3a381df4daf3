"""Founding networks, opening calls, handing in, endorsing, reviewing, deciding."""
