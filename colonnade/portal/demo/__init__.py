"""The demo world: invented cities, labelled as such wherever they appear, built in under a minute."""
