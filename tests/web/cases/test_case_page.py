"""The page of one case: where it stands, what I may do, evidence, story, source; absent for whom it is not."""

import re

import pytest
from cast import Cast, call
from makers import closed, fed_back, handling, photo, reported

from bihuan.cases import commands
from bihuan.cases.rules.facts import Origin
from bihuan.evidence.commands import store


def steps(html: str) -> list[str]:
    """The steps offered, in order."""
    return re.findall(r'data-step="(\w+)"', html)


def page(desk, who, case_uuid) -> str:
    answer = desk(who).get(f"/cases/{case_uuid}/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_page_offers_each_person_only_their_steps(cast: Cast, desk) -> None:
    now = handling(cast)

    assert steps(page(desk, cast.handler, now.case_uuid)) == [
        "feed_back",
        "send_back",
        "assign",
        "ask_suspension",
    ]
    assert "延期须在到期前申请" in page(desk, cast.handler, now.case_uuid)
    assert steps(page(desk, cast.supervisor, now.case_uuid)) == ["urge"]
    assert steps(page(desk, cast.discipline, now.case_uuid)) == []


def test_page_says_why_a_step_has_to_wait(cast: Cast, desk) -> None:
    now = handling(cast, co=True)

    html = page(desk, cast.handler, now.case_uuid)

    assert "feed_back" not in steps(html)
    assert "尚有协办单位未反馈" in html


def test_page_tells_the_story_with_posts_and_ledger_numbers(cast: Cast, desk) -> None:
    now = closed(cast)

    html = page(desk, cast.supervisor, now.case_uuid)

    assert re.findall(r'<p class="moments-head"><strong>([^<]+)', html) == [
        "上报",
        "立案",
        "派遣",
        "签收",
        "反馈",
        "核查结案",
    ]
    assert "甲街道经办（甲街道办事处 · 经办）" in html
    assert "按期结案" in html


def test_page_shows_the_sentence_it_came_from(cast: Cast, desk) -> None:
    new = commands.report(
        call(cast.supervisor),
        title="补齐点位要素",
        origin=Origin.INTAKE,
        origin_text="迅速补齐点位要素",
        origin_note="page.txt · A1",
    )

    html = page(desk, cast.supervisor, new.case_uuid)

    assert '<blockquote class="source-words">迅速补齐点位要素</blockquote>' in html
    assert "page.txt · A1" in html


def test_page_shows_what_is_odd_about_a_picture(cast: Cast, desk) -> None:
    shown = photo(cast.inspector)
    reported(cast, evidence=(shown,))
    again = reported(cast, evidence=(photo(cast.inspector),))

    html = page(desk, cast.supervisor, again.case_uuid)

    assert "中的照片相同" in html
    assert "没有拍摄时间" in html


def test_the_case_a_picture_was_used_in_is_named_only_to_those_who_see_it(cast: Cast, desk) -> None:
    first = reported(cast, evidence=(photo(cast.inspector),))
    again = fed_back(cast)

    known = page(desk, cast.supervisor, again.case_uuid)
    hidden = page(desk, cast.handler, again.case_uuid)

    assert f"与 {first.code} 中的照片相同" in known
    assert first.code not in hidden
    assert "与另一案件中的照片相同" in hidden


def test_what_one_may_not_see_looks_like_what_does_not_exist(cast: Cast, desk) -> None:
    now = handling(cast)
    stranger = desk(cast.other_handler)

    hidden = stranger.get(f"/cases/{now.case_uuid}/")
    missing = stranger.get("/cases/00000000-0000-4000-8000-00000000dead/")

    assert hidden.status_code == missing.status_code == 404
    strip = re.compile(r"/cases/[0-9a-f-]{36}/|csrf[^>]+>|name=\"request_uuid\"[^>]+>|[A-Za-z0-9]{60,}")
    assert strip.sub("", hidden.content.decode()) == strip.sub("", missing.content.decode())


def test_files_are_given_only_to_those_who_see_the_case(cast: Cast, desk) -> None:
    now = fed_back(cast)
    html = page(desk, cast.supervisor, now.case_uuid)
    address = re.search(r"/cases/files/[0-9a-f-]{36}/", html)
    assert address

    seen = desk(cast.supervisor).get(address[0])
    small = desk(cast.supervisor).get(f"{address[0]}small/")
    hidden = desk(cast.other_handler).get(address[0])

    assert seen.headers["Content-Type"] == "image/jpeg"
    assert b"".join(seen.streaming_content).startswith(b"\xff\xd8")
    assert b"".join(small.streaming_content).startswith(b"\xff\xd8")
    assert hidden.status_code == 404


def test_a_document_is_saved_and_never_opened_in_the_house(cast: Cast, desk) -> None:
    page_of_script = b"<html><script>alert(1)</script>"
    kept = store(call(cast.inspector), content=page_of_script, file_name='说"明.html', purpose="document")
    reported(cast, who=cast.inspector, evidence=(kept.uuid,))

    answer = desk(cast.inspector).get(f"/cases/files/{kept.uuid}/")

    assert b"".join(answer.streaming_content) == page_of_script
    assert answer.headers["Content-Type"] == "text/plain"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("language, word", [("zh-hans", "办理经过"), ("en", "What happened")])
def test_page_speaks_both_languages(cast: Cast, desk, language: str, word: str) -> None:
    browser = desk(cast.supervisor)
    now = closed(cast)

    html = browser.get(f"/cases/{now.case_uuid}/", headers={"accept-language": language}).content.decode()

    assert word in html
