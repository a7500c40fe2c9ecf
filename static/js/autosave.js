/**
 * Keeps what is typed into form[data-autosave].
 *
 * A pause of a second after a change posts the changed section (the closest [data-section], else the whole form) to
 * the form's action with the header "X-Autosave: 1". The answer is JSON:
 *   { "saved_at": "14:03" | ISO 8601, "version": 7, "checks": [{ "level": "ok|soon|late", "text": "…", "field": "days" }] }
 * "version", if given, goes into the form's field of that name; the whole answer is told by the event autosave:saved.
 * Status 401 or 403, or a redirect: signed out; 409: changed elsewhere; 400 or 422: refused. Other failures are tried
 * again, ever more slowly, and when the connection returns. Nothing is written to the browser's storage. The words
 * come from the data attributes of the status line.
 */

const PAUSE = 1000;
const RETRIES = [3000, 8000, 20000, 60000];

/** @param {HTMLFormElement} form */
function keep(form) {
  const status = form.querySelector("[data-autosave-status]");
  const list = form.querySelector("[data-autosave-checks]");
  const changed = new Set();
  let [timer, failures, busy, stopped, pressed] = [0, 0, false, false, undefined];

  const say = (state, values = {}) => {
    status.dataset.state = state;
    status.textContent = (status.dataset[state] ?? "").replace(/\{(\w+)\}/g, (_, key) => values[key] ?? "");
  };

  const later = (wait) => {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(save, wait);
  };

  /** The changed sections and every hidden field (token, version); files go with the button alone. */
  const gather = (sections) => {
    const data = new FormData(form);
    for (const field of form.querySelectorAll("input[type=file]")) data.delete(field.name);
    if (sections.has(form)) return data;
    const kept = new FormData();
    for (const [name, value] of data) {
      const fields = [...form.elements].filter((field) => field.name === name);
      if (fields.some((field) => field.type === "hidden" || [...sections].some((one) => one.contains(field))))
        kept.append(name, value);
    }
    for (const section of sections) if (section.dataset.section) kept.append("section", section.dataset.section);
    return kept;
  };

  const stop = (state) => {
    stopped = true;
    say(state);
  };

  const done = (answer) => {
    failures = 0;
    if (answer.version !== undefined && form.elements.version) form.elements.version.value = answer.version;
    say("saved", { time: clock(answer.saved_at) });
    if (list && answer.checks) list.replaceChildren(...answer.checks.map(line));
    form.dispatchEvent(new CustomEvent("autosave:saved", { detail: answer }));
  };

  async function save() {
    if (busy || changed.size === 0) return;
    busy = true;
    const sections = new Set(changed);
    changed.clear();
    say("saving");
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body: gather(sections),
        headers: { "X-Autosave": "1", Accept: "application/json" },
        redirect: "manual",
      });
      if (answer.ok) done(await answer.json());
      else if (answer.type === "opaqueredirect" || [401, 403].includes(answer.status)) stop("signedOut");
      else if ([400, 409, 422].includes(answer.status)) stop("refused");
      else throw new Error(String(answer.status));
    } catch {
      sections.forEach((one) => changed.add(one));
      say("offline");
      later(RETRIES[Math.min(failures++, RETRIES.length - 1)]);
    } finally {
      busy = false;
      const submitter = pressed;
      pressed = undefined;
      if (submitter !== undefined && !failures) form.requestSubmit(submitter);
      else if (changed.size && !failures) later(PAUSE);
    }
  }
  const note = (event) => {
    if (event.target.type === "file" || event.target.closest("[data-no-autosave]")) return;
    changed.add(event.target.closest("[data-section]") ?? form);
    later(PAUSE);
  };

  form.addEventListener("input", note);
  form.addEventListener("rows:changed", note);
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    changed.clear();
    if (!busy) return;
    // A save is on its way: the form follows it, so that it carries the version that the save made.
    event.preventDefault();
    pressed = event.submitter;
  });
  window.addEventListener("online", () => later(0));
  document.addEventListener("visibilitychange", () => document.hidden && save());
  window.addEventListener("beforeunload", (event) => {
    if (changed.size) event.preventDefault();
  });
}

/** @param {string} at */
function clock(at) {
  if (!/^\d{4}-/.test(at)) return at;
  return new Date(at).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
}

/** @param {{level: string, text: string, field?: string}} check */
function line(check) {
  const item = document.createElement("li");
  const words = document.createElement(check.field ? "a" : "span");
  item.className = check.level;
  words.textContent = check.text;
  if (check.field) words.setAttribute("href", `#id_${check.field}`);
  item.append(words);
  return item;
}

document.querySelectorAll("form[data-autosave]").forEach(keep);
