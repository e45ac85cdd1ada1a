"""The programs of the phone, as the shell calls them."""
