/**
 * Small comforts of every page; each page works without them.
 *
 * - [data-focus]: takes the focus when the page opens (the summary of errors).
 * - [data-count=ID][data-words="{used} of {most} characters"]: counts what is typed into #ID.
 * - details[data-menu]: closes on Escape and on a click elsewhere.
 * - table [data-check-all]: ticks every box of its table; [data-chosen="{count} chosen"] says how many are ticked,
 *   and its closest [data-chosen-bar] is shown only while some are.
 */

/** @param {string} words @param {Record<string, string | number>} values */
const fill = (words, values) => words.replace(/\{(\w+)\}/g, (whole, key) => String(values[key] ?? whole));

const language = document.documentElement.lang || "en";

/** @param {HTMLElement} line */
function count(line) {
  const field = document.getElementById(line.dataset.count ?? "");
  if (!(field instanceof HTMLTextAreaElement) || field.maxLength < 0) return;
  const most = field.maxLength;
  const show = () => {
    const used = field.value.length;
    line.textContent = fill(line.dataset.words ?? "", {
      used: used.toLocaleString(language),
      most: most.toLocaleString(language),
    });
    line.classList.toggle("full", used > most * 0.9);
  };
  field.addEventListener("input", show);
  show();
}

/** @param {HTMLInputElement} box the one that ticks all */
function checkAll(box) {
  const form = box.form ?? document;
  const boxes = () => [...form.querySelectorAll("tbody input[type=checkbox]")];
  const words = form.querySelector("[data-chosen]");
  const bar = form.querySelector("[data-chosen-bar]");
  const show = () => {
    const chosen = boxes().filter((one) => one.checked).length;
    box.checked = chosen > 0 && chosen === boxes().length;
    box.indeterminate = chosen > 0 && !box.checked;
    if (words) words.textContent = fill(words.dataset.chosen, { count: chosen.toLocaleString(language) });
    if (bar) bar.hidden = chosen === 0;
  };
  box.addEventListener("change", () => {
    for (const one of boxes()) one.checked = box.checked;
    show();
  });
  form.addEventListener("change", show);
  show();
}

/** @param {HTMLDetailsElement} menu */
function closeOnLeave(menu) {
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary")?.focus();
  });
}

/** @param {ParentNode} root */
function start(root) {
  root.querySelectorAll("[data-count]").forEach(count);
  root.querySelectorAll("[data-check-all]").forEach(checkAll);
  root.querySelectorAll("details[data-menu]").forEach(closeOnLeave);
  root.querySelector("[data-focus]")?.focus();
}

start(document);
document.addEventListener("htmx:load", (event) => {
  if (event.target !== document.body) start(event.target);
});
