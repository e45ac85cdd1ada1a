"""The forum: Spirit, with moderators and an administrator, where gardeners talk."""
