"""Writes of the notices app: tell somebody, mark as read."""

from bihuan.notices.commands.read import Marked, mark_all_read, mark_read
from bihuan.notices.commands.tell import tell, tell_many

__all__ = ["Marked", "mark_all_read", "mark_read", "tell", "tell_many"]
