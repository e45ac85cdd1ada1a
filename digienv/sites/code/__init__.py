"""Slackwater, the repository of a small software project, in Fossil."""
