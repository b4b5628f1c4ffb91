"""Addresses and names from outside: mirrors, redirects, and names that may become files."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from legation.errors import InputError

MIRROR_VARIABLE = "LEGATION_MIRROR"

_NAME = re.compile(r"[^\x00-\x1f\x7f<>:\"/\\|?*]+")
# File systems allow 255 bytes; a name grows by its ending while it is on its way.
_NAME_BYTES = 200
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_OWN_NAMES = {"manifest.json", "index"}
_OWN_ENDINGS = (".part", ".part.json", ".tmp")


class RefusedError(Exception):
    """An address or a name from outside that will not be used; the text says why."""


@dataclass(frozen=True)
class AddressBook:
    """Where a request really goes.

    Attributes
    ----------
    overrides
        Base address per host; the host ``*`` stands for a mirror of all, where the file is at
        ``{base}/{host}/{path}``.
    """

    overrides: Mapping[str, str]

    @classmethod
    def of(cls, overrides: Mapping[str, str] | None) -> "AddressBook":
        """Take the given overrides, or the mirror named by the environment, or none.

        Raises
        ------
        InputError
            When a base is not an http(s) address.
        """
        if overrides is None:
            mirror = os.environ.get(MIRROR_VARIABLE, "").strip()
            overrides = {"*": mirror} if mirror else {}
        for host, base in overrides.items():
            try:
                check(base)
            except RefusedError as error:
                raise InputError(
                    f"mirror {base!r} for host {host!r} cannot be used: {error}"
                ) from None
        return cls(dict(overrides))

    def actual(self, url: str) -> str:
        """Return the address to ask for `url`: itself, or its place on a mirror."""
        parts = urlsplit(check(url))
        rest = parts.path + (f"?{parts.query}" if parts.query else "")
        if base := self.overrides.get(parts.netloc):
            return base.rstrip("/") + rest
        if base := self.overrides.get("*"):
            return f"{base.rstrip('/')}/{parts.netloc}{rest}"
        return url

    def follow(self, named: str, actual: str, location: str) -> tuple[str, str]:
        """Return where a redirect leads: the address as named by the source, and the one to ask.

        A mirror may move a file within itself. Any other target must be http(s), must not step
        down from https to http, and is asked from the mirror again where there is one, so that
        no request leaves it.
        """
        if not location:
            raise RefusedError("redirect that does not say where to")
        target = check(_join(actual, location))
        if actual != named and urlsplit(target).netloc == urlsplit(actual).netloc:
            return named, target
        if named.startswith("https:") and target.startswith("http:"):
            raise RefusedError(f"redirect from https to http ({target[:200]})")
        return target, self.actual(target)


def _join(base: str, location: str) -> str:
    try:
        return urljoin(base, location)
    except ValueError:
        raise RefusedError(f"not an http or https address: {location[:200]!r}") from None


def check(url: str) -> str:
    """Return `url` if it is a plain http(s) address without a user name in it."""
    try:
        parts = urlsplit(url)
        url.encode("utf-8")
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname)
        _ = parts.port
    except ValueError:
        usable = False
    if not usable:
        raise RefusedError(f"not an http or https address: {url[:200]!r}")
    if "@" in parts.netloc:
        raise RefusedError(f"address with a user name in it: {parts.scheme}://...@{parts.hostname}")
    return url


def safe_name(name: str) -> str:
    """Return `name` if it can only ever be a plain file inside one folder, on any system.

    Names come from lists on the network. A name that could climb out of the folder, hide, or
    stand for a device is refused, never repaired: a repaired name could be another file's.
    """
    own = name.lower() in _OWN_NAMES or name.lower().endswith(_OWN_ENDINGS)
    plain = _NAME.fullmatch(name) and name[0] not in ".-~ " and name[-1] not in ". "
    short = 0 < len(name.encode("utf-8", "surrogatepass")) <= _NAME_BYTES
    if not (plain and short and name.isprintable()) or own or _DEVICES.fullmatch(name):
        raise RefusedError(f"not a safe file name: {name[:80]!r}")
    return name


def printable(text: str) -> str:
    """Return `text` with all that could steer a terminal written out, and not too long."""
    signs = (c if c.isprintable() else c.encode("unicode_escape").decode() for c in text[:200])
    return "".join(signs)
