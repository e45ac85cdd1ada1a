"""Django's SQLite backend on the database of the world that is being served."""
