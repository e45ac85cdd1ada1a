"""Task suites, one folder each, and their registration with gymnasium."""
