"""What sites made with Django have in common: a database, a cache and files for each world, search without an index."""
