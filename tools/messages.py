"""The catalogue of texts: collect, check, translate.

python tools/messages.py update          collect msgids into the zh_Hans catalogue and list what lacks a translation
python tools/messages.py check           exit 1 when a text is missing, fuzzy, not in use any more, or its .mo is old
python tools/messages.py set FILE.json   take {"English msgid": "中文"} into the catalogue; "context::msgid" for one context
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

LOCALE = Path("src/bihuan/locale/zh_Hans/LC_MESSAGES")
CATALOGUE = LOCALE / "django.po"
HEADER = {"Content-Type": "text/plain; charset=UTF-8", "Language": "zh_Hans", "Plural-Forms": "nplurals=1; plural=0;"}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%%")


def collected() -> polib.POFile:
    """Return every text in the sources, as makemessages finds them. It writes where it runs, so it runs on a copy."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "bihuan"
        shutil.copytree("src/bihuan", copy, ignore=shutil.ignore_patterns("static", "locale", "__pycache__", "*.csv"))
        (copy / "locale").mkdir()
        subprocess.run(
            [
                sys.executable,
                "-m",
                "django",
                "makemessages",
                "-l",
                "zh_Hans",
                "--no-location",
                "-v0",
                "-e",
                "py,html,txt",
            ],
            cwd=copy,
            check=True,
        )
        return polib.pofile(str(copy / "locale/zh_Hans/LC_MESSAGES/django.po"))


def catalogue() -> polib.POFile:
    """Return the catalogue, empty when there is none yet."""
    if CATALOGUE.exists():
        return polib.pofile(str(CATALOGUE), wrapwidth=110)
    fresh = polib.POFile(wrapwidth=110)
    fresh.metadata = dict(HEADER)
    return fresh


def key(entry: polib.POEntry) -> tuple[str | None, str]:
    return entry.msgctxt, entry.msgid


def save(entries: list[polib.POEntry]) -> None:
    """Write the catalogue in msgid order with its compiled form."""
    LOCALE.mkdir(parents=True, exist_ok=True)
    fresh = polib.POFile(wrapwidth=110)
    fresh.metadata = dict(HEADER)
    for entry in sorted(entries, key=lambda each: (each.msgid, each.msgctxt or "")):
        fresh.append(
            polib.POEntry(
                msgctxt=entry.msgctxt,
                msgid=entry.msgid,
                msgid_plural=entry.msgid_plural,
                msgstr=entry.msgstr,
                msgstr_plural=entry.msgstr_plural,
            )
        )
    fresh.save(str(CATALOGUE))
    fresh.save_as_mofile(str(CATALOGUE.with_suffix(".mo")))


def update() -> int:
    """Collect; keep translations; print what lacks one as JSON."""
    have = {key(entry): entry for entry in catalogue()}
    found = collected()
    for entry in found:
        old = have.get(key(entry))
        entry.msgstr = old.msgstr if old else ""
        entry.msgstr_plural = (old.msgstr_plural if old else {}) or ({0: ""} if entry.msgid_plural else {})
        entry.flags = []
    save(list(found))
    print(json.dumps({entry.msgid: "" for entry in found if not _is_done(entry)}, ensure_ascii=False, indent=1))
    return 0


def _is_done(entry: polib.POEntry) -> bool:
    return bool(entry.msgstr_plural.get(0) if entry.msgid_plural else entry.msgstr)


def take(path: Path) -> int:
    """Take translations from a JSON file; texts not in the sources are left out."""
    words = json.loads(path.read_text(encoding="utf-8"))
    entries = catalogue()
    taken = 0
    for entry in entries:
        said = words.get(f"{entry.msgctxt}::{entry.msgid}") if entry.msgctxt else None
        said = said or words.get(entry.msgid)
        if said:
            taken += 1
            if entry.msgid_plural:
                entry.msgstr_plural = {0: said}
            else:
                entry.msgstr = said
    save(list(entries))
    print(f"{taken} taken of {len(words)}")
    return 0


def check() -> int:
    """Compare the catalogue with the sources and print every fault."""
    have = {key(entry): entry for entry in catalogue()}
    found = {key(entry) for entry in collected()}
    faults = [f"not in the catalogue: {msgid}" for _context, msgid in sorted(found - have.keys(), key=str)]
    faults += [f"not in use any more: {msgid}" for _context, msgid in sorted(have.keys() - found, key=str)]
    for entry in have.values():
        if not _is_done(entry) or "fuzzy" in entry.flags:
            faults.append(f"no translation: {entry.msgid}")
        translated = entry.msgstr or "".join(entry.msgstr_plural.values())
        if set(PLACEHOLDER.findall(entry.msgid)) != set(PLACEHOLDER.findall(translated)) and not entry.msgid_plural:
            faults.append(f"other placeholders: {entry.msgid}")
    compiled = CATALOGUE.with_suffix(".mo")
    mo = {key(entry): entry.msgstr for entry in polib.mofile(str(compiled))} if compiled.exists() else {}
    if {name: entry.msgstr for name, entry in have.items() if not entry.msgid_plural} != {
        name: text for name, text in mo.items() if not have[name].msgid_plural
    }:
        faults.append("the compiled catalogue is old: run `make messages`")
    print("\n".join(faults) if faults else f"{len(have)} texts, all translated")
    return 1 if faults else 0


if __name__ == "__main__":
    verb, *rest = sys.argv[1:] or ["check"]
    sys.exit({"update": update, "check": check}[verb]() if verb != "set" else take(Path(rest[0])))
