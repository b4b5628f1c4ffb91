"""Claims by their slots: what a clause says whatever the order of its words."""

from legation.reading.claims.slots.filling import TRIGGERS, fill, told_in_order

__all__ = ["TRIGGERS", "fill", "told_in_order"]
