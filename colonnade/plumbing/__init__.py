"""Pipes without a word of the domain: what every module may lean on."""
