"""Policies: a vision-language model, what it is asked, how it is sampled from, and what is built without a download."""
