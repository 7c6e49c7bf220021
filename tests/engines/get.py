"""Gets the browsers of the other engines from Debian, where we may; else says what to install."""

import os
import shutil
import subprocess

from tests.engines.drivers import ENGINES, PACKAGES, is_here


def main() -> None:
    """Install what is missing. Without it the tests are skipped, so nothing here is an error."""
    missing = [package for engine in ENGINES if not is_here(engine) for package in PACKAGES[engine]]
    if not missing:
        return
    if shutil.which("apt-get") and os.geteuid() == 0:
        print(f"Getting {' '.join(missing)}", flush=True)
        for command in (["update"], ["install", "-y", *missing]):
            subprocess.run(["apt-get", "-qq", *command], check=False, stdout=subprocess.DEVNULL)
    else:
        print(f"To drive all browsers, install: {' '.join(missing)}")


if __name__ == "__main__":
    main()
