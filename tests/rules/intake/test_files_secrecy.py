"""A mark of secrecy is found where a document carries it, and the word in running text is no mark."""

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
