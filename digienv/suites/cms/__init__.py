"""Tasks on the website of a town's museums (Wagtail): as a visitor, an editor, a moderator and the administrator."""
