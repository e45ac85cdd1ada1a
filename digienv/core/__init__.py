"""The contracts and their machinery: no browser, no phone and no model is known here."""
