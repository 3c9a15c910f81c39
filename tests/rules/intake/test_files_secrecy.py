"""A mark of secrecy is found where a document carries it, and the word in running text is no mark."""

import io
from collections.abc import Sequence

import docx
import pytest
from rules.intake.papers import paragraph, pdf, word

from bihuan.intake.rules.files import read_file
from bihuan.intake.rules.files.secrecy import mark_of
from bihuan.kernel.errors import Kind, Refusal

HEADS = [
    ("机密★1年\n特急\n关于开展检查的通知", "机密"),
    ("000012\n秘密\n关于开展检查的通知", "秘密"),
    ("关于开展检查的通知\n绝密★长期", "绝密"),
    ("机 密 ★ 3 年\n正文", "机密"),
    ("　　秘　密\n正文", "秘密"),
    ("【秘密】\n正文", "秘密"),
    ("密级：机密\n正文", "机密"),
    ("000012 机密★1年 特急\n正文", "机密"),
    ("秘密 加急\n正文", "秘密"),
    ("机密★\n正文", "机密"),
    ("正文。\n" * 60 + "机密★6个月\n附件", "机密"),
]


@pytest.mark.parametrize("text, mark", HEADS)
def test_a_mark_is_found(text: str, mark: str) -> None:
    assert mark_of(text) == mark


PLAIN = [
    "要保守国家秘密，做好保密工作。",
    "成功的秘密在于坚持。\n秘密花园小区环境整治",
    "揭开长寿的秘密",
    "正文。\n" * 60 + "秘密\n",
    "严禁在互联网上处理秘密、机密、绝密信息。",
    "",
]


@pytest.mark.parametrize("text", PLAIN)
def test_the_word_in_running_text_is_no_mark(text: str) -> None:
    assert mark_of(text) == ""


MARKED = [
    "机密★1年\n各单位要整改。".encode(),
    "机密★1年\n各单位要整改。".encode("gbk"),
    word(paragraph("秘密") + paragraph("各单位要整改。")),
    word(
        paragraph("各单位要整改。"),
        word__header1_dot_xml='<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        + paragraph("机密★2年")
        + "</w:hdr>",
    ),
    pdf([["绝密★长期", "各单位要整改。"]]),
]


@pytest.mark.parametrize("content", MARKED, ids=range(len(MARKED)))
def test_a_marked_file_of_every_kind_is_refused(content: bytes) -> None:
    with pytest.raises(Refusal) as refusal:
        read_file(content, "文件")

    assert refusal.value.code == "intake.marked_secret"
    assert refusal.value.kind == Kind.FORBIDDEN


RED_HEADS = [
    [["机密★1年", "特急"], ["某某区委文件", "〔2026〕3号"]],
    [["000012", "秘密★5年"]],
    [["000012", "秘密★5年", "特急"]],
    [["份号", "密级"], ["000012", "机密"]],
    [["密级", "秘密"]],
    [["密级：", "机密"]],
    [["编号", "任务", "责任单位"], ["机密★1年", "清理", "甲街道"]],
    [["机密"], ["特急"]],
    [["机密", "特急"]],
    [["机 密", "特 急"]],
    [["绝密", "000001"]],
    [["000001", "绝密"]],
    [["文件", "绝密"], ["000001", "特急"]],
]


def tabled(rows: Sequence[Sequence[str]], *, in_header: bool = False) -> bytes:
    """Return a Word file whose head is laid out as a table, in the text or in the header of its pages."""
    made = docx.Document()
    size = (len(rows), max(map(len, rows)))
    table = made.sections[0].header.add_table(*size, docx.shared.Cm(15)) if in_header else made.add_table(*size)
    for y, row in enumerate(rows):
        for x, words in enumerate(row):
            table.cell(y, x).text = words
    made.add_paragraph("各单位要整改。")
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


@pytest.mark.parametrize("in_header", [False, True])
@pytest.mark.parametrize("rows", RED_HEADS, ids=range(len(RED_HEADS)))
def test_a_mark_in_a_cell_of_a_table_is_found(rows: Sequence[Sequence[str]], in_header: bool) -> None:
    with pytest.raises(Refusal) as refusal:
        read_file(tabled(rows, in_header=in_header), "文件")

    assert refusal.value.code == "intake.marked_secret"


def test_a_mark_below_a_wide_table_is_still_at_the_head() -> None:
    rows = [[f"{y}排", f"{y}座", f"{y}号"] for y in range(20)]
    content = word(
        "<w:tbl>"
        + "".join(f"<w:tr>{''.join(f'<w:tc>{paragraph(words)}</w:tc>' for words in row)}</w:tr>" for row in rows)
        + "</w:tbl>"
        + paragraph("秘密")
    )

    with pytest.raises(Refusal) as refusal:
        read_file(content, "文件")

    assert refusal.value.code == "intake.marked_secret"


def test_the_word_in_a_cell_that_says_more_is_no_mark() -> None:
    assert read_file(tabled([["保守国家秘密", "人人有责"], ["秘密花园小区", "甲街道"]]), "文件").text
