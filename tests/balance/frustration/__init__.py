"""Tests of the frustration index."""
