/**
 * Choosing from a register: [data-lookup=URL] holds a hidden input (the key), a search input, a list of options.
 *
 * While one types, URL?q=… is asked for list items <li data-value data-label>; they become the options of an ARIA
 * combobox (arrows, Enter, Escape). Choosing sets the hidden input and fires "change" on it. Typing anew clears it.
 */

const PAUSE = 250;
const LEAST = 2;

/** @param {HTMLElement} box */
function start(box) {
  const key = box.querySelector("input[type=hidden]");
  const ask = box.querySelector("input[type=search]");
  const list = box.querySelector(".options");
  const status = box.querySelector("[data-lookup-status]");
  const address = new URL(box.dataset.lookup, location.href);
  let timer = 0;
  let current = -1;
  let running = new AbortController();

  box.querySelector("button").hidden = true;
  key.disabled = false;
  ask.removeAttribute("name");
  list.replaceChildren();
  list.setAttribute("role", "listbox");
  for (const [name, value] of Object.entries({
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": list.id,
  }))
    ask.setAttribute(name, value);

  const options = () => [...list.children];
  const close = () => {
    list.replaceChildren();
    current = -1;
    ask.setAttribute("aria-expanded", "false");
    ask.removeAttribute("aria-activedescendant");
  };

  /** @param {number} index */
  const point = (index) => {
    const all = options();
    if (!all.length) return;
    current = (index + all.length) % all.length;
    all.forEach((one, at) => one.setAttribute("aria-selected", String(at === current)));
    all[current].scrollIntoView({ block: "nearest" });
    ask.setAttribute("aria-activedescendant", all[current].id);
  };

  /** @param {HTMLElement} option */
  const choose = (option) => {
    key.value = option.dataset.value;
    ask.value = option.dataset.label;
    close();
    key.dispatchEvent(new Event("input", { bubbles: true }));
    key.dispatchEvent(new Event("change", { bubbles: true }));
  };

  /** @param {HTMLElement} item @param {number} at */
  const dress = (item, at) => {
    item.querySelector("input")?.remove();
    item.id = `${list.id}-${at}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.addEventListener("mousedown", (event) => event.preventDefault());
    item.addEventListener("click", () => choose(item));
  };

  async function find() {
    running.abort();
    running = new AbortController();
    address.searchParams.set("q", ask.value.trim());
    try {
      const answer = await fetch(address, { signal: running.signal, headers: { "HX-Request": "true" } });
      if (!answer.ok) return;
      const parsed = new DOMParser().parseFromString(await answer.text(), "text/html");
      list.replaceChildren(...parsed.querySelectorAll("li[data-value]"));
      options().forEach(dress);
      status.textContent = options().length ? "" : (box.dataset.none ?? "");
      ask.setAttribute("aria-expanded", String(options().length > 0));
      current = -1;
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  }

  ask.addEventListener("input", () => {
    key.value = "";
    clearTimeout(timer);
    if (ask.value.trim().length < LEAST) close();
    else timer = setTimeout(find, PAUSE);
  });
  ask.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") point(current + 1);
    else if (event.key === "ArrowUp") point(current - 1);
    else if (event.key === "Escape" && options().length) close();
    else if (event.key === "Enter" && current >= 0) choose(options()[current]);
    else return;
    event.preventDefault();
  });
  ask.addEventListener("blur", close);
}

document.querySelectorAll("[data-lookup]").forEach(start);
