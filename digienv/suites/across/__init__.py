"""Tasks across two sites: what is found out on one is needed on the other."""
