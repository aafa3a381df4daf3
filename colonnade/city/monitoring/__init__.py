"""How far the city has come, how sure that is, and the reports that follow from it."""
