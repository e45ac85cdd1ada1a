"""Tarnfell Wiki, which walkers and neighbours write about their valley, in MediaWiki."""
