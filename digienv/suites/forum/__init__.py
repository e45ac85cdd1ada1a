"""Tasks on the forum (Spirit): as a member, as a moderator and as its administrator."""
