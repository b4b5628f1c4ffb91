"""Asking a model, in parts.

`settings`: where and how much; `asking`: the way there and back; `answers`: the schema, and what
is kept of an answer; `caching`: answers kept for the next time.

Enters: a passage of a text. Leaves: findings whose words stand in it.
"""
