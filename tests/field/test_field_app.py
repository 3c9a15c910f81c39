"""The app itself: small enough, whole, and safe to keep on a phone."""

import re

import pytest
from cast import make_cast
from django.test import Client
from django.urls import reverse

from bihuan.field import assets, words
from bihuan.orgs.models import Person

MOST_BYTES = 150 * 1024


def test_everything_the_phone_keeps_fits_150_kb_compressed() -> None:
    sizes = assets.bundle_bytes()

    assert sum(sizes.values()) <= MOST_BYTES, sizes


def test_every_script_imports_only_what_is_kept() -> None:
    scripts = [name for name in assets.names() if name.startswith("field/js/")]
    for name in scripts:
        for path in re.findall(r'from "(\.[^"]+)"', assets.content(name).decode()):
            parts = [*name.split("/")[:-1], *path.split("/")]
            whole: list[str] = []
            for part in parts:
                if part == "..":
                    whole.pop()
                elif part != ".":
                    whole.append(part)
            assert "/".join(whole) in assets.names(), (name, path)


def test_every_word_a_script_says_is_known() -> None:
    for name in assets.names():
        if name.startswith("field/js/"):
            said = set(re.findall(r'word\("(\w+)"', assets.content(name).decode()))
            assert said <= words.WORDS.keys(), (name, said - words.WORDS.keys())


def test_both_languages_say_everything_and_differ() -> None:
    both = words.both()

    assert both["en"].keys() == both["zh-hans"].keys()
    assert [name for name in both["en"] if both["en"][name] == both["zh-hans"][name]] == []


def test_the_worker_is_open_to_all_and_names_its_version(client: Client) -> None:
    answer = client.get("/field/sw.js")

    assert answer["Content-Type"].startswith("text/javascript")
    assert assets.version() in answer.content.decode()
    assert '"/static/field/js/main.js"' in answer.content.decode()


@pytest.mark.django_db
def test_the_shell_names_nobody_and_runs_nothing_inline() -> None:
    cast, client = make_cast(), Client()
    person = Person.objects.get(uuid=cast.inspector.uuid)
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get(reverse("field:shell"))
    page = answer.content.decode()

    assert person.name not in page
    assert str(person.uuid) not in page
    assert re.findall(r"<style|\sstyle\s*=|\son[a-z]+\s*=|<script(?![^>]*\ssrc=)", page) == []
    policy = answer["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "nonce" not in policy
