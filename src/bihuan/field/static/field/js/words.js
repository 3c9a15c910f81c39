// What the app says, in the language chosen on this phone.

const template = document.getElementById("words");
const WORDS = { "zh-hans": JSON.parse(template.dataset.zhHans), en: JSON.parse(template.dataset.en) };
const COOKIE = "django_language";

/** @returns {"zh-hans" | "en"} */
export function language() {
  const chosen = localStorage.getItem("language") ?? document.documentElement.lang;
  return chosen in WORDS ? chosen : "zh-hans";
}

/** Choose a language; the server answers in it too, because its cookie says so. @param {"zh-hans" | "en"} chosen */
export function speak(chosen) {
  localStorage.setItem("language", chosen);
  document.cookie = `${COOKIE}=${chosen};path=/;max-age=31536000;samesite=lax`;
  document.documentElement.lang = chosen;
}

/**
 * @param {string} name
 * @param {Record<string, string | number>} [values] for %(name)s
 * @returns {string}
 */
export function word(name, values = {}) {
  const text = WORDS[language()][name] ?? name;
  return text.replace(/%\((\w+)\)s/g, (_all, key) => String(values[key] ?? ""));
}

/** @param {string | number} moment @returns {string} month, day, hour and minute */
export function shortMoment(moment) {
  const options = { month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit", hour12: false };
  return new Intl.DateTimeFormat(language() === "en" ? "en-GB" : "zh-CN", options).format(new Date(moment));
}
