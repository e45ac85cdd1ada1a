"""Tasks in the shop (django-oscar): as a customer and as its merchant."""
