"""What episodes came to: results on disk, success rates with intervals, and the report that shows them."""
