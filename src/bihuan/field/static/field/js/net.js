// Asks the server. Every call ends in time; a server that sends to the sign-in page has signed us out.

const base = document.body.dataset.field;
const PATIENCE_MS = 30_000;

export class SignedOut extends Error {}

/**
 * @param {string} path below the app
 * @param {RequestInit & {patience?: number}} [how]
 * @returns {Promise<Response>} any answer but a redirect; throws SignedOut, or TypeError without a network
 */
export async function ask(path, how = {}) {
  const { patience = PATIENCE_MS, headers = {}, ...rest } = how;
  const answer = await fetch(path.startsWith("/") ? path : base + path, {
    redirect: "manual",
    credentials: "same-origin",
    signal: AbortSignal.timeout(patience),
    headers: { Accept: "application/json", "X-CSRFToken": cookie("csrftoken"), ...headers },
    ...rest,
  });
  if (answer.type === "opaqueredirect") throw new SignedOut();
  return answer;
}

/** @returns {Promise<object | null>} the answer's JSON, null when it is none */
export async function told(answer) {
  const isJson = answer.headers.get("Content-Type")?.startsWith("application/json");
  return isJson ? answer.json() : null;
}

function cookie(name) {
  return document.cookie.split("; ").find((each) => each.startsWith(`${name}=`))?.slice(name.length + 1) ?? "";
}
