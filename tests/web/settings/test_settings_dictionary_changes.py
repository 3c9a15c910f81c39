"""Changing the dictionary by hand; a refusal stands beside its field and nothing typed is lost."""

from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.utils import timezone
from settings_pieces import Book

from bihuan.standards.models import CaseClass, FilingCondition, Standard

URL = "/settings/dictionary/"


def _typed(**changes: str) -> dict[str, str]:
    today = timezone.localdate().isoformat()
    said = {"text": "垃圾成堆", "limit": "2小时", "hours": "service_hours", "days": "workdays", "from_on": today}
    return said | {"grade": "", "source": "本地文件", "request_uuid": str(uuid4())} | changes


def test_a_condition_is_added(book: Book, admin: Client) -> None:
    answer = admin.post(f"{URL}classes/{book.litter}/conditions/new/", _typed(grade="urgent"))

    row = FilingCondition.objects.get(text="垃圾成堆")
    assert answer.headers["Location"] == f"{URL}classes/{book.litter}/"
    assert (row.limit_unit, row.limit_amount, row.grade, row.source) == ("service_hours", 2, "urgent", "本地文件")


def test_habit_decides_what_plain_hours_mean(book: Book, admin: Client) -> None:
    admin.post(f"{URL}classes/{book.litter}/conditions/new/", _typed(hours="continuous_hours"))

    assert FilingCondition.objects.get(text="垃圾成堆").limit_unit == "continuous_hours"


def test_sent_twice_it_is_added_once(book: Book, admin: Client) -> None:
    said = _typed()
    for _time in range(2):
        assert admin.post(f"{URL}classes/{book.litter}/conditions/new/", said).status_code == 302

    assert FilingCondition.objects.filter(text="垃圾成堆").count() == 1


@pytest.mark.parametrize(
    "changes, field, status",
    [
        ({"limit": "马上"}, "limit", 422),
        ({"text": "  "}, "text", 422),
        ({"from_on": "2026-02-30"}, "from_on", 422),
        ({"text": "有裸露垃圾"}, "text", 409),
        ({"grade": "grave"}, "grade", 422),
    ],
)
def test_a_fault_stands_beside_its_field(
    book: Book, admin: Client, changes: dict[str, str], field: str, status: int
) -> None:
    answer = admin.post(f"{URL}classes/{book.litter}/conditions/new/", _typed(**changes))

    assert answer.status_code == status
    assert list(answer.context["form"].errors) == [field]
    assert "本地文件" in answer.content.decode()
    assert FilingCondition.objects.count() == 1


def test_a_condition_is_replaced_and_stays_in_the_history(book: Book, admin: Client) -> None:
    admin.post(f"{URL}conditions/{book.condition}/replace/", _typed(text="有裸露垃圾", limit="1小时"))

    old = FilingCondition.objects.get(uuid=book.condition)
    assert old.valid_to == timezone.localdate()
    assert FilingCondition.objects.get(valid_to=None).limit_text == "1小时"


def test_the_form_to_replace_begins_with_what_is_there(book: Book, admin: Client) -> None:
    page = admin.get(f"{URL}conditions/{book.condition}/replace/")

    assert page.context["form"]["limit"].value() == "4小时"
    assert "reading-words" in page.content.decode()


@pytest.mark.parametrize("verb", ["replace", "end"])
def test_what_is_over_cannot_be_changed(book: Book, admin: Client, verb: str) -> None:
    url = f"{URL}conditions/{book.condition}/"
    admin.post(f"{url}end/", {"from_on": timezone.localdate().isoformat()})

    answer = admin.post(f"{url}{verb}/", _typed())

    assert answer.status_code == 409
    assert answer.context["form"].non_field_errors()


def test_an_end_before_the_beginning_is_refused(book: Book, admin: Client) -> None:
    answer = admin.post(f"{URL}conditions/{book.condition}/end/", {"from_on": "2019-12-31"})

    assert answer.status_code == 409
    assert list(answer.context["form"].errors) == ["from_on"]


def _class(book: Book, **changes: str) -> dict[str, str]:
    said = {"standard": str(book.standard), "kind": "matter", "code": "99001", "name": "单车淤积"}
    return said | {"words": "单车乱停\n\n 共享车 ", "help": "超过二十辆"} | changes


def test_a_class_of_our_own_is_added(book: Book, admin: Client) -> None:
    answer = admin.post(f"{URL}classes/new/", _class(book))

    row = CaseClass.objects.get(code="99001")
    assert answer.headers["Location"] == f"{URL}classes/{row.uuid}/"
    assert (row.words, row.is_local_extension, row.kind) == ("单车乱停 共享车", True, "matter")


@pytest.mark.parametrize(
    "changes, field",
    [({"code": "06010"}, "code"), ({"code": "一"}, "code"), ({"standard": str(UUID(int=1))}, "standard")],
)
def test_a_class_that_cannot_be_is_refused(book: Book, admin: Client, changes: dict[str, str], field: str) -> None:
    answer = admin.post(f"{URL}classes/new/", _class(book, **changes))

    assert answer.status_code in (409, 422)
    assert list(answer.context["form"].errors) == [field]


def test_a_class_of_the_standard_keeps_its_name(book: Book, admin: Client) -> None:
    CaseClass.objects.filter(uuid=book.litter).update(is_local_extension=False)

    admin.post(f"{URL}classes/{book.litter}/change/", {"name": "别的", "words": "垃圾堆", "help": "新说明"})

    row = CaseClass.objects.get(uuid=book.litter)
    assert (row.name, row.words, row.help, row.is_local_extension) == ("暴露垃圾", "垃圾堆", "新说明", False)


def test_a_class_of_our_own_may_be_renamed(book: Book, admin: Client) -> None:
    admin.post(f"{URL}classes/{book.litter}/change/", {"name": "裸露垃圾", "words": "", "help": ""})

    assert CaseClass.objects.get(uuid=book.litter).name == "裸露垃圾"


def test_a_standard_is_added_and_changed(admin: Client) -> None:
    said = {
        "ref": "QX-1",
        "name": "区事项",
        "edition": "",
        "in_force_on": "2026-01-01",
        "ends_on": "",
        "source": "区办",
    }
    admin.post(f"{URL}standards/new/", said)
    row = Standard.objects.get(ref="QX-1")

    admin.post(f"{URL}standards/{row.uuid}/", said | {"ends_on": "2026-12-31"})

    row.refresh_from_db()
    assert (str(row.ends_on), row.version) == ("2026-12-31", 2)


def test_a_standard_that_ends_before_it_begins_is_refused(book: Book, admin: Client) -> None:
    said = {"ref": "试验字典", "name": "区事项", "in_force_on": "2026-01-01", "ends_on": "2025-12-31", "source": "区办"}

    answer = admin.post(f"{URL}standards/{book.standard}/", said)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["ends_on"])
