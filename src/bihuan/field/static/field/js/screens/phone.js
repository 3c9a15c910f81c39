// About this phone: who, language, storage, version.

import { h, icon } from "../dom.js";
import { state } from "../pack.js";
import { space } from "../store.js";
import { language, speak, word } from "../words.js";

const LOW_MB = 200;

/** @param {() => void} again draws the screen anew */
export async function phone(again) {
  const { used, left, isPersisted } = await space();
  const choose = (chosen, name) => h("button.btn", { type: "button", lang: chosen, "aria-pressed": String(language() === chosen), onclick: () => { speak(chosen); again(); } }, name);
  return [
    h("header.top", {}, h("h1", {}, word("phone"))),
    state.pack && h("section.block", {}, h("h2", {}, word("who")), h("p", {}, icon("user"), `${state.pack.person.name} · ${state.pack.person.post}`)),
    h("section.block", {}, h("h2", {}, word("language")), h("div.pair", {}, choose("zh-hans", "中文"), choose("en", "English"))),
    h("section.block", {}, h("h2", {}, word("storage")),
      h("p", {}, word("space", { used, left })),
      left > 0 && left < LOW_MB && h("p.bad-words", {}, icon("alert-triangle"), word("space_low", { mb: LOW_MB })),
      h("p", {}, icon(isPersisted ? "circle-check" : "info-circle"), word(isPersisted ? "persisted" : "not_persisted")),
      !isPersisted && h("button.btn", { type: "button", onclick: async () => { await navigator.storage?.persist?.(); again(); } }, word("ask_persist")),
      h("p.soft", {}, word("install"))),
    h("section.block", {}, h("h2", {}, word("version")), h("p.soft", {}, document.body.dataset.version)),
    h("a.btn.wide", { href: document.body.dataset.desk }, icon("arrow-right"), word("desk")),
  ];
}
