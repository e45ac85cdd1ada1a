"""Self-hosted web applications, each environment with a world of its own that a reset puts back in milliseconds.

catalogue.py    which sites there are
snapshots.py    the seeded state of a site: built once, kept in the user's cache
worlds.py       copies of it on disk: reset, read, compared
server.py       the process that serves all worlds of a site (application.py is what a site must offer there)
programs.py     sites that are programs of the system: a sandboxed process for every request
surface.py      a browser whose episodes begin in worlds
"""
