"""The website of a town's museums, with its editors' back office (Wagtail)."""
