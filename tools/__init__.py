"""Import contracts, generators and checks for those who work on Colonnade."""
