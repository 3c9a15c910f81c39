"""A read document and its drafts, for the tests of the intake commands and pages."""

from dataclasses import dataclass

from cast import Cast, call

from bihuan.intake.commands import read
from bihuan.intake.models import Document, Draft
from bihuan.kernel.call import system_actor
from bihuan.standards.commands import load_packaged

MINUTES = (
    "环境整治推进会会议纪要\n"
    "\n"
    "3月20日上午，区督查室召开环境整治推进会，通报当前存在的主要问题和不足。\n"
    "会议要求，甲街道要立即清理辖区内的暴露垃圾；乙街道要在4月10日前完成道路修补；"
    "各单位要加强日常巡查，希望大家再接再厉。\n"
    "目前还存在出店经营较多、部分路段道路破损等问题。\n"
)


@dataclass(frozen=True)
class Desk:
    """A document with its drafts, in the order of the text, and the people."""

    cast: Cast
    document: Document

    @property
    def drafts(self) -> list[Draft]:
        return list(Draft.objects.filter(document=self.document).order_by("position", "id"))

    def find(self, words: str) -> Draft:
        """Return the only draft whose title holds those words."""
        (found,) = [draft for draft in self.drafts if words in draft.title]
        return found


def make_desk(cast: Cast) -> Desk:
    """Load the dictionary and read MINUTES as the supervisor."""
    load_packaged(call(system_actor("setup")))
    answer = read(call(cast.supervisor), content=MINUTES.encode(), file_name="纪要.txt")
    return Desk(cast, Document.objects.get(uuid=answer.document_uuid))
