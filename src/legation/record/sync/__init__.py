"""`sync`: a catalogue of public sources, and a patient downloader for them.

What enters: the catalogue beside this file, and files from the network, all of them hostile until
verified. What leaves: whole files in a cache folder, and a manifest of what was expected, received
and failed. Nothing here touches the record; `add` does that with the files.
"""

from legation.record.sync.catalogue import FixedFile, IndexRule, Source, load, source, sources
from legation.record.sync.pace import Limits
from legation.record.sync.result import Failure, Progress, SyncResult, Update
from legation.record.sync.run import sync

__all__ = [
    "Failure",
    "FixedFile",
    "IndexRule",
    "Limits",
    "Progress",
    "Source",
    "SyncResult",
    "Update",
    "load",
    "source",
    "sources",
    "sync",
]
