"""Finds the mark of secrecy that a document carries at its head."""

import re
from typing import Final

HEAD_LINES: Final = 40
_LEVEL = r"(?P<level>绝密|机密|秘密)"
# A copy number, an urgency or the word 密级 may share the line; a term follows the star (机密★1年, 绝密★长期).
_MARK = re.compile(
    rf"^(?:(?:No\.?|№)?[0-9]{{1,8}}号?|特急|加急|平急|急件|密级[:：]|[\[【〔（(])*{_LEVEL}"
    rf"(?P<star>[★☆＊*](?:[0-9〇零一二三四五六七八九十百]{{1,4}}(?:年|个月|月|天)|长期|解密.{{0,12}}|启封.{{0,12}})?)?"
    rf"(?:级|件|文件|材料)?[\]】〕）)]?(?:特急|加急|平急|急件|(?:No\.?|№)?[0-9]{{1,8}}号?)*$"
)


def mark_of(text: str) -> str:
    """Return the mark of secrecy of a text (秘密, 机密, 绝密), or "" when it has none.

    A mark stands on a line of its own within the first lines that have ink, or anywhere with a star behind it. The
    word in running text (保守国家秘密) is no mark. A table is given cell by cell, as a red head is often laid out as one.
    Source: GB/T 9704-2012, 7.2.2: level and term at the top left of the first page, joined by a star.
    """
    seen = 0
    for line in text.splitlines():
        bare = "".join(line.split())
        if not bare:
            continue
        seen += 1
        found = _MARK.match(bare) if len(bare) <= 40 else None
        if found and (found["star"] or seen <= HEAD_LINES):
            return found["level"]
    return ""
