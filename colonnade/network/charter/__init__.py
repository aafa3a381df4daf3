"""Networks, National Commissions, and the calls they open, with their rules as data."""
