"""Taking a step on the desk: its form, its refusals in place, nothing twice, nothing lost."""

import io
from uuid import uuid4

import pytest
from cast import Cast, call
from makers import condition, dispatched, fed_back, filed, handling, reported
from PIL import Image

from bihuan.cases import commands
from bihuan.cases.models import Case, CaseFile
from bihuan.ledger.models import Entry

HTMX = {"HX-Request": "true"}


def picture(name: str = "现场.jpg") -> io.BytesIO:
    stream = io.BytesIO()
    Image.linear_gradient("L").convert("RGB").save(stream, "JPEG")
    stream.seek(0)
    stream.name = name
    return stream


def test_accept_moves_the_case_and_comes_back_to_it(cast: Cast, desk) -> None:
    now = dispatched(cast)
    browser = desk(cast.handler)

    answer = browser.post(f"/cases/{now.case_uuid}/accept/", {"version": now.version, "handler": ""}, follow=True)

    assert answer.redirect_chain == [(f"/cases/{now.case_uuid}/", 302)]
    assert "已签收。" in answer.content.decode()
    assert Case.objects.get(uuid=now.case_uuid).state == "handling"


@pytest.mark.parametrize("version", ["", "²", "-1", "9" * 5000])
def test_a_version_that_is_none_is_a_conflict(cast: Cast, desk, version: str) -> None:
    now = dispatched(cast)

    answer = desk(cast.handler).post(f"/cases/{now.case_uuid}/accept/", {"version": version})

    assert answer.status_code == 409
    assert Case.objects.get(uuid=now.case_uuid).state == "dispatched"


def test_htmx_is_sent_on_by_a_header(cast: Cast, desk) -> None:
    now = dispatched(cast)

    answer = desk(cast.handler).post(f"/cases/{now.case_uuid}/accept/", {"version": now.version}, headers=HTMX)

    assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, f"/cases/{now.case_uuid}/")


def test_feed_back_stores_the_picture_and_links_it(cast: Cast, desk) -> None:
    now = handling(cast)

    desk(cast.handler).post(
        f"/cases/{now.case_uuid}/feed_back/", {"version": now.version, "text": "已清", "evidence": [picture()]}
    )

    case = Case.objects.get(uuid=now.case_uuid)
    assert case.state == "fed_back"
    assert [(row.role, row.file.name) for row in CaseFile.objects.filter(case=case)] == [("after", "现场.jpg")]


def test_feed_back_without_proof_is_refused_in_place(cast: Cast, desk) -> None:
    now = handling(cast)

    answer = desk(cast.handler).post(
        f"/cases/{now.case_uuid}/feed_back/", {"version": now.version, "text": "已清"}, headers=HTMX
    )

    assert answer.status_code == 422
    assert answer.headers["HX-Retarget"] == "#messages"
    assert "请至少上传一张整改后照片" in answer.content.decode()


def test_a_stale_page_is_told_so_and_changes_nothing(cast: Cast, desk) -> None:
    now = dispatched(cast)
    commands.accept(call(cast.handler), case_uuid=now.case_uuid, expected_version=now.version)

    answer = desk(cast.handler).post(
        f"/cases/{now.case_uuid}/send_back/", {"version": now.version, "text": "不归我们"}, headers=HTMX
    )

    assert answer.status_code == 409
    assert "已被他人处理" in answer.content.decode()
    assert Case.objects.get(uuid=now.case_uuid).state == "handling"


def test_the_same_form_sent_twice_is_done_once(cast: Cast, desk) -> None:
    now = handling(cast)
    browser = desk(cast.handler)
    request = str(uuid4())

    answers = [
        browser.post(
            f"/cases/{now.case_uuid}/feed_back/",
            {"version": now.version, "text": "已清", "evidence": [picture()], "request_uuid": request},
            headers=HTMX,
        )
        for _ in range(2)
    ]

    assert [answer.status_code for answer in answers] == [204, 204]
    assert Entry.objects.filter(subject_uuid=now.case_uuid, name="cases.fed_back.v1").count() == 1
    assert CaseFile.objects.count() == 1


def test_after_sending_back_one_still_sees_the_case_until_another_unit_has_it(cast: Cast, desk) -> None:
    now = dispatched(cast)
    browser = desk(cast.handler)

    answer = browser.post(
        f"/cases/{now.case_uuid}/send_back/", {"version": now.version, "text": "不归我们"}, follow=True
    )
    commands.dispatch(
        call(cast.supervisor), case_uuid=now.case_uuid, expected_version=4, lead_unit=cast.other_street.uuid
    )

    assert "已退回。" in answer.content.decode()
    assert browser.get(f"/cases/{now.case_uuid}/").status_code == 404


def test_forms_say_what_they_need(cast: Cast, desk) -> None:
    now = fed_back(cast)

    answer = desk(cast.inspector).post(f"/cases/{now.case_uuid}/verify_fail/", {"version": now.version}, headers=HTMX)

    assert answer.status_code == 422
    assert 'id="step"' in answer.content.decode()
    assert Case.objects.get(uuid=now.case_uuid).state == "fed_back"


def test_filing_offers_the_likely_condition_first(cast: Cast, desk) -> None:
    wanted = condition()
    new = reported(cast)

    html = desk(cast.supervisor).get(f"/cases/{new.case_uuid}/file/", headers=HTMX).content.decode()

    assert '<optgroup label="可能的条件">' in html
    assert f'<option value="{wanted.uuid}" selected>' in html


def test_dispatch_takes_another_limit_and_refuses_one_it_cannot_read(cast: Cast, desk) -> None:
    now = filed(cast)
    browser = desk(cast.supervisor)
    form = {"version": now.version, "lead_unit": str(cast.street.uuid), "co_units": [str(cast.company.uuid)]}

    refused = browser.post(f"/cases/{now.case_uuid}/dispatch/", form | {"limit": "很快"}, headers=HTMX)
    done = browser.post(f"/cases/{now.case_uuid}/dispatch/", form | {"limit": "3个工作日"}, headers=HTMX)

    assert (refused.status_code, done.status_code) == (422, 204)
    assert "“很快”不是可以识别的时限" in refused.content.decode()
    case = Case.objects.get(uuid=now.case_uuid)
    assert (case.limit_amount, case.limit_unit, case.parts.count()) == (3, "workdays", 1)


def test_a_step_that_does_not_exist_or_is_the_clocks_is_refused(cast: Cast, desk) -> None:
    now = handling(cast)
    browser = desk(cast.supervisor)

    assert browser.get(f"/cases/{now.case_uuid}/fly/").status_code == 409
    assert browser.post(f"/cases/{now.case_uuid}/tick/", {"version": now.version}).status_code == 409


def test_report_at_the_desk_keeps_place_picture_and_datum(cast: Cast, desk) -> None:
    form = {"title": "占道经营", "place": "兴业路", "text": "", "lon": "113.6", "lat": "34.8", "datum": "gcj02"}

    answer = desk(cast.inspector).post("/cases/new/", form | {"evidence": [picture()]}, follow=True)

    case = Case.objects.get()
    assert "已上报，编号" in answer.content.decode()
    assert case.datum == "gcj02"
    assert abs(case.lon_wgs84 - 113.6) > 0.003
    assert CaseFile.objects.get().role == "before"


def test_report_refuses_swapped_degrees_beside_the_field_and_keeps_the_words(cast: Cast, desk) -> None:
    form = {
        "title": "占道经营",
        "place": "兴业路",
        "text": "很长的描述",
        "lon": "34.8",
        "lat": "113.6",
        "datum": "wgs84",
    }

    answer = desk(cast.inspector).post("/cases/new/", form)

    html = answer.content.decode()
    assert answer.status_code == 422
    assert "请检查是否填反" in html
    assert "很长的描述" in html
    assert Case.objects.count() == 0
