"""Tests of the signed graph."""
