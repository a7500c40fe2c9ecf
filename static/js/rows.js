/**
 * Rows of a Django formset: [data-rows=PREFIX] with a [data-row-list], a <template data-row> that says __prefix__,
 * and a [data-row-add] button. A new row may be taken away; a saved one is ticked for deletion and hidden.
 * Tells the form with the event "rows:changed".
 */

/** @param {HTMLElement} box */
function start(box) {
  const prefix = box.dataset.rows;
  const list = box.querySelector("[data-row-list]");
  const total = box.querySelector(`[name="${prefix}-TOTAL_FORMS"]`);
  const most = Number(box.querySelector(`[name="${prefix}-MAX_NUM_FORMS"]`)?.value ?? 1000);
  const add = box.querySelector("[data-row-add]");
  const tell = () => box.dispatchEvent(new CustomEvent("rows:changed", { bubbles: true }));
  const shown = () => [...list.children].filter((row) => !row.hidden);

  /** @param {HTMLElement} row */
  const dress = (row) => {
    const mark = row.querySelector('[name$="-DELETE"]');
    const remove = row.querySelector("[data-row-remove]");
    const tick = row.querySelector("[data-row-delete]");
    if (!mark) return;
    tick.hidden = true;
    remove.hidden = false;
    remove.addEventListener("click", () => {
      mark.checked = true;
      row.hidden = true;
      add.hidden = shown().length >= most;
      (shown().at(-1)?.querySelector("input, select, textarea") ?? add).focus();
      tell();
    });
  };

  add.addEventListener("click", () => {
    const copy = document.createElement("template");
    copy.innerHTML = box.querySelector("template[data-row]").innerHTML.replaceAll("__prefix__", total.value);
    const row = copy.content.firstElementChild;
    total.value = String(Number(total.value) + 1);
    list.append(row);
    dress(row);
    add.hidden = shown().length >= most;
    row.querySelector("input:not([type=hidden]), select, textarea")?.focus();
    tell();
  });

  [...list.children].forEach(dress);
  add.hidden = shown().length >= most;
}

document.querySelectorAll("[data-rows]").forEach(start);
