"""Answers of models, kept by the hash of what was asked, in a folder that may be emptied."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from pathlib import Path

#: Bytes beyond which the answers longest unused are removed.
LIMIT = 200_000_000
_LONGEST = 4_000_000
_EVERY = 200


class Cache:
    """Answers by what was asked; nothing is kept where there is no folder.

    What is read back is judged as an answer of the model is: the folder is trusted no more.
    """

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self._written = 0

    def get(self, asked: object) -> str | None:
        """Give the answer to what was asked, if one is kept."""
        if self.folder is None:
            return None
        file = self._file(asked)
        try:
            if file.stat().st_size > _LONGEST:
                return None
            answer = file.read_text("utf-8")
            os.utime(file)
        except (OSError, UnicodeDecodeError):
            return None
        return answer

    def put(self, asked: object, answer: str) -> None:
        """Keep an answer; where that fails it costs time and nothing else."""
        if self.folder is None:
            return
        file = self._file(asked)
        with contextlib.suppress(OSError, UnicodeEncodeError):
            file.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=file.parent, suffix=".part")
            try:
                with os.fdopen(handle, "w", encoding="utf-8") as out:
                    out.write(answer)
                Path(name).replace(file)
            except BaseException:
                Path(name).unlink(missing_ok=True)
                raise
            self._written += 1
            if self._written % _EVERY == 1:
                self._prune()

    def _file(self, asked: object) -> Path:
        assert self.folder is not None
        text = json.dumps(asked, sort_keys=True)
        return self.folder / f"{hashlib.sha256(text.encode()).hexdigest()}.json"

    def _prune(self) -> None:
        assert self.folder is not None
        held = [(f.stat().st_mtime, f.stat().st_size, f) for f in self.folder.glob("*.json")]
        total = sum(size for _, size, _ in held)
        for _, size, file in sorted(held, key=lambda f: f[:2]):
            if total <= LIMIT:
                return
            file.unlink(missing_ok=True)
            total -= size
