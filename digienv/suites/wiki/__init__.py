"""Tasks on a community's wiki (MediaWiki), as one of its writers and as an administrator."""
