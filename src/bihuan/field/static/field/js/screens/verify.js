// One fix: the photo from before laid over the camera, and what the verifier finds.

import { h, icon, image, say } from "../dom.js";
import { picture, state } from "../pack.js";
import { camera, strip, takeIn, top, withPhoto } from "../pieces.js";
import { startLooking } from "../here.js";
import { put } from "../outbox.js";
import { draft, keepDraft } from "../store.js";
import { word } from "../words.js";

const FINDINGS = { pass: "check", fail: "x", false: "alert-triangle" };

/** @param {() => void} redraw @param {string} key of the case */
export async function verify(redraw, key) {
  const check = state.pack?.checks.find((each) => each.uuid === key);
  if (!check) return [top(word("gone"))];
  startLooking();
  const kept = (await draft(`verify/${key}`)) ?? { key: `verify/${key}`, photos: [], text: "" };
  const got = async (hash) => {
    kept.photos = withPhoto(kept.photos, hash);
    await keepDraft(kept);
    redraw();
  };
  const [before, after] = await Promise.all([check.before, check.after].map((list) => (list.length ? picture(list.at(-1)) : undefined)));
  const text = h("textarea", { rows: 2, maxlength: 1000, placeholder: word("finding_text"), "aria-label": word("finding_text"), onchange: () => keepDraft(Object.assign(kept, { text: text.value })) }, kept.text);
  return [
    top(check.title),
    h("p.soft", {}, [check.code, check.unit, check.place_text].filter(Boolean).join(" · ")),
    h("div.two", {}, before && h("figure", {}, image(before), h("figcaption", {}, word("before"))), after && h("figure", {}, image(after), h("figcaption", {}, word("after")))),
    before && lineUp(before, got),
    kept.photos.length ? await strip(kept.photos) : null,
    camera(word(kept.photos.length ? "one_more" : "take_photo"), got),
    text,
    h("div.foot.three", {}, Object.entries(FINDINGS).map(([finding, sign]) =>
      h(finding === "pass" ? "button.btn.primary.tall" : "button.btn.tall", { type: "button", "data-finding": finding, onclick: () => save(check, kept, finding, text.value) }, icon(sign), word(finding)))),
  ];
}

/** The camera's picture with the old photo over it, so that both are taken from the same place. */
function lineUp(before, got) {
  const box = h("section.block");
  const open = h("button.btn.wide", { type: "button", onclick: start }, icon("photo"), word("line_up"));
  async function start() {
    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", width: { ideal: 1920 } } });
    } catch {
      say(word("no_camera"), true);
      return;
    }
    const video = h("video", { autoplay: true, playsinline: true, muted: true });
    video.srcObject = stream;
    const over = image(before, { class: "over" });
    over.style.opacity = "0.45";
    const slide = h("input", { type: "range", min: 0, max: 100, value: 45, "aria-label": word("see_through"), oninput: () => { over.style.opacity = String(slide.value / 100); } });
    const shoot = h("button.btn.primary.wide", { type: "button", onclick: async () => {
      const canvas = Object.assign(document.createElement("canvas"), { width: video.videoWidth, height: video.videoHeight });
      canvas.getContext("2d").drawImage(video, 0, 0);
      stream.getTracks().forEach((each) => each.stop());
      canvas.toBlob((blob) => takeIn(blob, got, shoot), "image/jpeg", 0.92);
    } }, icon("photo"), word("shoot"));
    addEventListener("hashchange", () => stream.getTracks().forEach((each) => each.stop()), { once: true });
    box.replaceChildren(h("div.viewfinder", {}, video, over), slide, shoot);
  }
  box.append(open);
  return box;
}

async function save(check, kept, finding, typed) {
  const wish = { command: "verify", case_uuid: check.uuid, expected_version: check.version, finding, text: typed.trim() || word(`${finding}_text`), files: kept.photos };
  await put(wish, { title: check.title, photos: kept.photos, draft: kept.key });
  say(word("verify_saved"));
  location.hash = "#/today";
}

/** A closed case at a stop of a round of re-checks. @param {() => void} redraw @param {string} key of the stop */
export async function again(redraw, key) {
  const stop = state.pack?.stops.find((each) => each.uuid === key);
  if (!stop?.case) return [top(word("gone"))];
  startLooking();
  const kept = (await draft(`again/${key}`)) ?? { key: `again/${key}`, photos: [], text: "" };
  const got = async (hash) => {
    kept.photos = withPhoto(kept.photos, hash);
    await keepDraft(kept);
    redraw();
  };
  const text = h("textarea", { rows: 2, maxlength: 1000, placeholder: word("finding_text"), "aria-label": word("finding_text"), onchange: () => keepDraft(Object.assign(kept, { text: text.value })) }, kept.text);
  const finish = async (name) => {
    const wish = { command: "look_again", stop_uuid: key, came_back: name === "came_back", text: text.value.trim() || word(`${name}_text`), files: kept.photos };
    await put(wish, { title: stop.case.title, photos: kept.photos, draft: kept.key });
    say(word("verify_saved"));
    location.hash = "#/today";
  };
  const button = (name, sign) => h("button.btn.tall", { type: "button", "data-finding": name, onclick: () => finish(name) }, icon(sign), word(name));
  return [
    top(stop.case.title),
    h("p.soft", {}, [stop.case.code, stop.case.place_text].filter(Boolean).join(" · ")),
    kept.photos.length ? await strip(kept.photos) : null,
    camera(word(kept.photos.length ? "one_more" : "take_photo"), got),
    text,
    h("div.foot.pair", {}, button("stayed", "check"), button("came_back", "repeat")),
  ];
}
