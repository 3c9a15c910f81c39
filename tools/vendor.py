"""Third-party files shipped with the pages: `vendor.py fetch` renews them by npm, `vendor.py check` compares hashes."""

import base64
import hashlib
import re
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "src" / "bihuan" / "web" / "static"
LIST = Path(__file__).with_suffix(".toml")
SYMBOL = '<symbol id="{name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="{width}" stroke-linecap="round" stroke-linejoin="round">{shapes}</symbol>'
WIDTH = "1.75"


def packages() -> list[dict[str, Any]]:
    """Return the list as written: name, version, licence, why, and per file from, to, sha384."""
    found: list[dict[str, Any]] = tomllib.loads(LIST.read_text())["package"]
    return found


def sha384(path: Path) -> str:
    """Return the hash as pages write it for integrity."""
    return "sha384-" + base64.b64encode(hashlib.sha384(path.read_bytes()).digest()).decode()


def faults() -> Iterator[str]:
    """Yield a sentence for each file that is missing, altered or on no list."""
    listed = {STATIC / file["to"]: file["sha384"] for package in packages() for file in package["file"]}
    for path, wanted in listed.items():
        if not path.exists():
            yield f"{path.relative_to(ROOT)} is missing: run tools/vendor.py fetch"
        elif sha384(path) != wanted:
            yield f"{path.relative_to(ROOT)} has {sha384(path)}, listed is {wanted or 'nothing'}"
    for path in sorted((STATIC / "vendor").rglob("*")):
        if path.is_file() and path not in listed:
            yield f"{path.relative_to(ROOT)} is on no list"


def unpacked(package: dict[str, Any], into: Path) -> Path:
    """Download one package with npm's own client and return the directory it was unpacked to."""
    name = f"{package['name']}@{package['version']}"
    done = subprocess.run(["npm", "pack", "--silent", name], cwd=into, check=True, capture_output=True, text=True)
    with tarfile.open(into / done.stdout.split()[-1]) as archive:
        archive.extractall(into / "out", filter="data")
    return into / "out" / "package"


def sprite(source: Path, names: list[str]) -> str:
    """Return one SVG with a symbol per icon, so that a page loads all of them once."""
    symbols = []
    for name in sorted(set(names)):
        text = (source / "icons" / "outline" / f"{name}.svg").read_text()
        shapes = re.findall(r"<(?:path|circle|line|rect|polyline|ellipse)\b[^>]*/>", text)
        kept = "".join(shape for shape in shapes if 'd="M0 0h24v24H0z"' not in shape)
        symbols.append(SYMBOL.format(name=name, width=WIDTH, shapes=kept))
    return '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"


def fetch() -> None:
    """Renew every file from its package; the hashes are then compared like in a check."""
    for package in packages():
        with tempfile.TemporaryDirectory() as folder:
            source = unpacked(package, Path(folder))
            for file in package["file"]:
                target = STATIC / file["to"]
                target.parent.mkdir(parents=True, exist_ok=True)
                if file["from"] == "icons":
                    target.write_text(sprite(source, package["icons"]))
                else:
                    target.write_bytes((source / file["from"]).read_bytes())


def main(arguments: list[str]) -> int:
    """Run fetch or check; 1 when a file is not what the list says."""
    if arguments not in (["fetch"], ["check"]):
        print(__doc__)
        return 2
    if arguments == ["fetch"]:
        fetch()
    found = list(faults())
    for fault in found:
        print(fault)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
