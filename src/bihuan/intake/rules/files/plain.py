"""Plain text in the encodings that offices use."""

import codecs

from bihuan.intake import errors
from bihuan.intake.rules.files.facts import READ_AS_GBK, ExtractedText, FileKind, FileNote

_CONTROL = frozenset(map(chr, [*range(32), 127])) - frozenset("\t\n\r\f")
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# Text in another encoding also decodes as GB18030, but into rare characters; Chinese text has hardly any.
_COMMON_SHARE = 0.8
_COMMON_MARKS = frozenset("“”‘’—…·•㎡㎥℃€①②③④⑤⑥⑦⑧⑨⑩★☆●○■□◆◇▲△→←↑↓　")


def read_plain(content: bytes, name: str) -> ExtractedText:
    """Return text in UTF-8, in UTF-16 with its mark, or in GB18030 (GBK).

    Raises intake.not_a_text for bytes that are no text, and intake.wrong_encoding for text that is none of these.
    """
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return _decoded(content[len(bom) :], encoding, name)
    if b"\0" in content or not _CONTROL.isdisjoint(content[:4096].decode("latin-1")):
        raise errors.NOT_A_TEXT(name=name, field="file")
    try:
        return _checked(content.decode("utf-8"), name)
    except UnicodeDecodeError:
        found = _decoded(content, "gb18030", name)
    if not _is_chinese(found.text):
        raise errors.WRONG_ENCODING(name=name, field="file")
    return ExtractedText(text=found.text, kind=found.kind, notes=(FileNote(READ_AS_GBK),))


def _decoded(content: bytes, encoding: str, name: str) -> ExtractedText:
    try:
        return _checked(content.decode(encoding), name)
    except UnicodeDecodeError as fault:
        raise errors.WRONG_ENCODING(name=name, field="file") from fault


def _checked(text: str, name: str) -> ExtractedText:
    if not _CONTROL.isdisjoint(text):
        raise errors.NOT_A_TEXT(name=name, field="file")
    return ExtractedText(text=text, kind=FileKind.TEXT)


def _is_chinese(text: str) -> bool:
    """Tell whether what is not ASCII is mostly made of characters that GB 2312 has."""
    beyond = [char for char in text if not char.isascii()]
    common = sum(char in _COMMON_MARKS or _in_gb2312(char) for char in beyond)
    return common >= _COMMON_SHARE * len(beyond)


def _in_gb2312(char: str) -> bool:
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
