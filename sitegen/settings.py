"""The product's name and addresses: pyproject.toml, table [tool.site]; for the addresses the environment wins."""

import os
import tomllib
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from sitegen import BuildError

ROOT = Path(__file__).resolve().parent.parent


class SettingError(BuildError):
    """A setting is missing or cannot be used; the text says which and what would be right."""


@dataclass(frozen=True)
class Settings:
    """What differs from one installation of the site to another."""

    name: str
    site_url: str
    embed_url: str
    report_to: str

    @property
    def embed_origin(self) -> str:
        """What a partner's policy has to name: the origin that the frame comes from."""
        return "{0.scheme}://{0.netloc}".format(urlsplit(self.embed_url))

    @property
    def base_path(self) -> str:
        """The path that the site hangs under, with a slash at both ends."""
        return urlsplit(self.site_url).path


def load(pyproject: Path = ROOT / "pyproject.toml") -> Settings:
    """Read the settings.

    Raises:
        SettingError: a setting is missing, or an address is not http(s) with a slash at its end.
    """
    table = tomllib.loads(pyproject.read_text("utf-8")).get("tool", {}).get("site", {})

    def setting(key: str) -> str:
        # NAME is set on many machines, and by `make bench NAME=...`, for something else.
        value = table.get(key) if key == "name" else os.environ.get(key.upper(), table.get(key))
        if not isinstance(value, str):
            raise SettingError(f'{pyproject.name}: [tool.site] needs {key} = "..."')
        return value

    settings = Settings(setting("name"), setting("site_url"), setting("embed_url"), setting("report_to"))
    for key, address in (("site_url", settings.site_url), ("embed_url", settings.embed_url)):
        if not address.startswith(("http://", "https://")) or not address.endswith("/"):
            raise SettingError(f"{key} is {address!r}; it must start with http:// or https:// and end with a slash")
    return settings
