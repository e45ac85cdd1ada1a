"""The shop: django-oscar, with a merchant's dashboard, selling household goods."""
