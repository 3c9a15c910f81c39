// Shows the files chosen, pictures as pictures, and how far sending is. A file can be taken out again before sending.
import { behaviour } from "./behaviours.js";
import { icon, word } from "./words.js";

/** @param {number} bytes */
const size = (bytes) => (bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} KB` : `${(bytes / 1e6).toFixed(1)} MB`);

behaviour("upload", (box) => {
  const input = /** @type {HTMLInputElement} */ (box.querySelector("input[type=file]"));
  const list = box.querySelector(".upload-list");
  const progress = /** @type {HTMLProgressElement} */ (box.querySelector("progress"));
  const most = Number(box.dataset.mostBytes) || Infinity;

  const without = (gone) => {
    const rest = new DataTransfer();
    for (const file of input.files) if (file !== gone) rest.items.add(file);
    input.files = rest.files;
    show();
  };

  const item = (file) => {
    const line = document.createElement("li");
    line.className = "upload-item";
    if (file.type.startsWith("image/")) {
      const picture = document.createElement("img");
      picture.src = URL.createObjectURL(file);
      picture.alt = "";
      picture.addEventListener("load", () => URL.revokeObjectURL(picture.src));
      line.append(picture);
    }
    const remove = document.createElement("button");
    remove.type = "button";
    remove.className = "btn";
    remove.append(icon("x"), word("remove"));
    remove.addEventListener("click", () => without(file));
    line.append(`${file.name} (${size(file.size)}) `, remove);
    if (file.size > most) {
      line.classList.add("is-refused");
      line.append(` ${word("toolarge")}`);
    }
    return line;
  };

  const show = () => {
    list.replaceChildren(...[...input.files].map(item));
    input.setCustomValidity([...input.files].some((file) => file.size > most) ? word("toolarge") : "");
  };

  input.addEventListener("change", show);
  input.form?.addEventListener("reset", () => setTimeout(show));
  input.form?.addEventListener("htmx:xhr:progress", (event) => {
    if (!event.detail.lengthComputable || !input.files.length) return;
    progress.hidden = false;
    progress.value = (100 * event.detail.loaded) / event.detail.total;
  });
  input.form?.addEventListener("htmx:afterRequest", () => { progress.hidden = true; });
});
