"""Bytes of an uploaded document in, its text out."""

from bihuan.intake.rules.files.extract import read_file
from bihuan.intake.rules.files.facts import MOST_BYTES, ExtractedText, FileNote

__all__ = ["MOST_BYTES", "ExtractedText", "FileNote", "read_file"]
