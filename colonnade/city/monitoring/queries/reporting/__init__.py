"""Reports: which forms there are, what can be drafted from the data, and the document that comes out."""
