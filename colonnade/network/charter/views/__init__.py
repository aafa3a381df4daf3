"""The pages of networks, calls, applications and reviews."""
