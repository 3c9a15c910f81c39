// What waits, what was sent, what was refused and why.

import { h, icon, say } from "../dom.js";
import { asked } from "../pieces.js";
import { counts, remove, retry, send } from "../outbox.js";
import { state } from "../pack.js";
import { items, photo } from "../store.js";
import { shortMoment, word } from "../words.js";

const SIGNS = { waiting: "clock", sending: "send", sent: "circle-check", refused: "circle-x", conflict: "git-branch", deleted: "ban" };

export async function outbox() {
  const [all, number] = [await items(), await counts()];
  const rank = { refused: 0, conflict: 0, sending: 1, waiting: 1, sent: 2, deleted: 3 };
  const sorted = [...all].sort((a, b) => rank[a.state] - rank[b.state] || b.order - a.order);
  return [
    h("header.top", {}, h("h1", {}, word("outbox"))),
    h("p", {}, word("counts", number)),
    h("div.pair", {},
      h("button.btn.primary", { type: "button", onclick: () => send(true) }, icon("send"), word("send_now")),
      h("button.btn", { type: "button", onclick: exportAll }, icon("download"), word("export"))),
    all.length ? h("div", {}, await Promise.all(sorted.slice(0, 200).map(row))) : h("section.empty", {}, icon("inbox"), h("p", {}, word("empty_outbox"))),
  ];
}

async function row(each) {
  const photos = (await Promise.all(each.photos.map(photo))).filter((kept) => kept && !kept.file_uuid).length;
  const isOpen = ["waiting", "sending"].includes(each.state);
  const isOthers = isOpen && each.person.uuid !== state.pack?.person.uuid;
  const words = each.state === "deleted" ? word("deleted", { reason: each.words }) : each.words;
  const found = each.state === "sent" ? each.answer?.found ?? [] : [];
  return h("article.item", { "data-state": each.state },
    h("p", {}, icon(SIGNS[each.state]), h("strong", {}, each.title), h("span.badge", {}, each.state === "deleted" ? word("delete") : word(`state_${each.state}`))),
    h("p.soft", {}, [word(`what_${each.wish.command}`), shortMoment(each.happened_at), isOpen && photos ? word("photos_left", { n: photos }) : "", isOpen && each.tries ? word("tried", { n: each.tries }) : ""].filter(Boolean).join(" · ")),
    isOthers && h("p.bad-words", {}, icon("info-circle"), word("other_person", { name: each.person.name })),
    words && h("p.bad-words", {}, icon("info-circle"), words),
    found.length > 0 && h("p", {}, found.map((one) => h("a.code", { href: `${document.body.dataset.cases}${one.case_uuid}/` }, word("became", { code: one.code })))),
    each.state === "conflict" && each.wish.case_uuid && h("p", {}, h("a.btn", { href: `${document.body.dataset.cases}${each.wish.case_uuid}/` }, word("open_case"))),
    !["sent", "deleted", "sending"].includes(each.state) && h("div.pair", {},
      h("button.btn", { type: "button", onclick: () => again(each) }, icon("refresh"), word("retry")),
      h("button.btn", { type: "button", onclick: () => drop(each) }, icon("x"), word("delete"))));
}

/** Send again; a verification takes the case as it is known now, since the person has looked at it. */
async function again(each) {
  if (each.state === "waiting") return send(true);
  const check = state.pack?.checks.find((one) => one.uuid === each.wish.case_uuid);
  const person = each.person.uuid === state.pack?.person.uuid ? state.pack.person : each.person;
  return retry(each.order, { person, ...(check ? { wish: { ...each.wish, expected_version: check.version } } : {}) });
}

async function drop(each) {
  const reason = await asked(word("why_delete"), { ok: word("delete"), typed: true });
  if (reason) await remove(each.order, reason);
}

/** One file with everything that was not sent, photos inside, to be handed over by hand. */
async function exportAll() {
  const open = (await items()).filter((each) => each.state !== "sent");
  const hashes = [...new Set(open.flatMap((each) => each.photos))];
  const photos = (await Promise.all(hashes.map(photo))).filter(Boolean);
  const inside = await Promise.all(photos.map(async ({ blob, ...rest }) => ({ ...rest, jpeg: await base64(blob) })));
  const text = JSON.stringify({ kind: "bihuan-outbox", made_at: new Date().toISOString(), items: open, photos: inside }, null, 1);
  const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  h("a", { href: address, download: `bihuan-outbox-${new Date().toISOString().slice(0, 10)}.json` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
  say(word("export"));
}

function base64(blob) {
  return new Promise((give, fail) => {
    const reader = Object.assign(new FileReader(), { onload: () => give(reader.result.split(",")[1]), onerror: () => fail(reader.error) });
    reader.readAsDataURL(blob);
  });
}
