"""Tasks on a software project (Fossil), as one of its developers."""
