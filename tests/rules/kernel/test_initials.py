"""Pinyin initials."""

from bihuan.kernel.initials import initials


def test_initials_leave_out_signs() -> None:
    assert initials("输油（气）井盖", "紧急报警点SOS", "") == "syqjg jjbjdsos"
