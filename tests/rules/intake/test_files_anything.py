"""Whatever bytes come: text or a refusal, never anything else."""

import contextlib

from hypothesis import example, given, settings
from hypothesis import strategies as st
from rules.intake.papers import paragraph, pdf, word, zipped

from bihuan.intake.rules.files import read_file
from bihuan.kernel.errors import Refusal

PDF = pdf([["各单位要整改。"]])
WORD = word(paragraph("各单位要整改。"))
HEADS = st.sampled_from([b"", b"PK\x03\x04", b"%PDF-1.7\n", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"{\\rtf"])


@given(HEADS, st.binary(max_size=400))
@example(b"", b"\x81\x30\x81\x30")
def test_random_bytes_are_read_or_refused(head: bytes, content: bytes) -> None:
    with contextlib.suppress(Refusal):
        assert read_file(head + content, "文件").text.strip()


@settings(max_examples=150)
@given(st.sampled_from([PDF, WORD]), st.integers(min_value=0), st.binary(min_size=1, max_size=12))
def test_damaged_files_are_read_or_refused(good: bytes, place: int, damage: bytes) -> None:
    at = place % len(good)

    with contextlib.suppress(Refusal):
        assert read_file(good[:at] + damage + good[at + len(damage) :], "文件").text.strip()


@given(st.text(max_size=200))
def test_a_word_part_of_any_text_is_read_or_refused(document: str) -> None:
    content = zipped({"word/document.xml": document.encode("utf-8", "replace")})

    with contextlib.suppress(Refusal):
        assert read_file(content, "文件").text.strip()
