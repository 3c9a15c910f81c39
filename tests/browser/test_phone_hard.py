"""The phone on hard days: a fix sent back and made again, another person on the same phone, too many photos."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect
from served import Served
from test_phone_screens import entered, picture, town  # noqa: F401  # fixtures
from windows import Opens

pytestmark = pytest.mark.browser

SENT_BACK = """async () => {
  const [{ put }, { state }] = await Promise.all(["outbox.js", "pack.js"].map((name) => import("/static/field/js/" + name)));
  const check = state.pack.checks[0];
  await put({ command: "verify", case_uuid: check.uuid, expected_version: check.version, finding: "fail", text: "还有垃圾", files: [] },
    { title: check.title, photos: [] });
  return check;
}"""
FED_BACK_AGAIN = """async (check) => {
  const { state } = await import("/static/field/js/pack.js");
  state.pack.checks = [{ ...check, version: check.version + 2 }];
  location.hash = "#/phone";
}"""


def test_a_fix_that_was_sent_back_is_shown_when_it_is_made_again(
    opens: Opens,
    town: tuple[Served, dict[str, Any]],  # noqa: F811
) -> None:
    window = entered(opens, town)
    page = window.page
    check = page.evaluate(SENT_BACK)
    line = page.locator(f"a.line[href='#/verify/{check['uuid']}']")
    expect(page.locator(".counts")).to_have_attribute("data-sent", "1")
    window.press(".tab[href='#/phone']")
    window.press(".tab[href='#/today']")
    expect(page.locator(".progress")).to_be_visible()
    expect(line).to_have_count(0)

    page.evaluate(FED_BACK_AGAIN, check)
    window.press(".tab[href='#/today']")

    expect(line).to_have_count(1)


OTHER = "0b0e0000-0000-4000-8000-000000000001"
BEGIN = """async () => {
  const [{ keepDraft }, { state }] = await Promise.all(["store.js", "pack.js"].map((name) => import("/static/field/js/" + name)));
  const [stop] = state.pack.stops;
  await keepDraft({ key: `point/${stop.uuid}`, place: stop.place, stop: stop.uuid, visit: crypto.randomUUID(),
    started_at: new Date().toISOString(), seen: {}, note: "我的" });
  return `point/${stop.uuid}`;
}"""
SWITCH = """async ([other, key]) => {
  const [{ putPack, draft, drafts, keepDraft }, { state, load }] = await Promise.all(["store.js", "pack.js"].map((name) => import("/static/field/js/" + name)));
  const [mine, theirs] = [state.pack, { ...state.pack, person: { ...state.pack.person, uuid: other } }];
  const begun = await draft(key);
  await putPack(theirs);
  await load();
  const seen = await drafts();
  await keepDraft({ ...begun, note: "别人的" });
  await putPack(mine);
  await load();
  return [seen.length, (await draft(key)).note];
}"""


def test_a_draft_is_its_writers_alone(opens: Opens, town: tuple[Served, dict[str, Any]]) -> None:  # noqa: F811
    page = entered(opens, town).page
    key = page.evaluate(BEGIN)

    assert page.evaluate(SWITCH, [OTHER, key]) == [0, "我的"]


FILL = """async () => {
  const { keepDraft } = await import("/static/field/js/store.js");
  const { state } = await import("/static/field/js/pack.js");
  const problem = crypto.randomUUID();
  const photos = Array.from({ length: state.pack.rules.most_photos }, (_each, n) => `${n}`.padStart(64, "0"));
  await keepDraft({ key: `problem/${problem}`, problem, place: null, class: null, add_to: null, photos, text: "", place_text: "", at: null });
  location.hash = `#/problem/${problem}`;
  return problem;
}"""
COUNT = """async (problem) =>
  (await (await import("/static/field/js/store.js")).draft(`problem/${problem}`)).photos.length"""


def test_no_more_photos_are_taken_than_can_be_sent(
    opens: Opens,
    town: tuple[Served, dict[str, Any]],  # noqa: F811
    picture: Path,  # noqa: F811
) -> None:
    page = entered(opens, town).page
    problem = page.evaluate(FILL)
    page.locator(".frame input").set_input_files(picture)

    expect(page.get_by_text("照片已到可上报的上限")).to_be_visible()
    assert page.evaluate(COUNT, problem) == 9
