/**
 * Keys and the running sum for form[data-scoring].
 *
 * Alt with the arrow down or up goes to the next criterion or the one before, from anywhere on the page; Ctrl+Enter
 * presses [data-next]. Outside of text fields, while the focus is in the form: 1–9 and 0 choose the first to tenth
 * level, arrows up and down move among the levels (the browser's own), arrows left and right change the criterion,
 * c goes to its words (Escape back to the levels), s presses [data-skip], a follows [data-abstain], ? opens .keys.
 * The sum of the chosen [data-points] and of the computed ones goes into output[data-sum]; [data-left] says how many
 * criteria have no points yet, with the words of data-words="{count} …". A sum with [data-reckoned] follows rules that
 * only the server knows: it comes with the answer to what was saved (autosave:saved).
 */

const number = (text) => Number(String(text).replace(",", ".")) || 0;

/** @param {HTMLFormElement} form */
function start(form) {
  const criteria = [...form.querySelectorAll("[data-criterion]")];
  const sum = form.querySelector("[data-sum]");
  const left = form.querySelector("[data-left]");
  const language = document.documentElement.lang;
  form.dataset.scoringOn = "";

  const judged = (criterion) => criterion.querySelector("[data-points]:checked, input[type=number][data-points]");
  const points = (criterion) => {
    const field = judged(criterion);
    return field ? number(field.dataset.points || field.value) : 0;
  };
  const isOpen = (criterion) => {
    const field = judged(criterion);
    return !field || field.value === "";
  };

  const show = () => {
    const given = [...form.querySelectorAll(".computed[data-points]")].map((box) => number(box.dataset.points));
    const total = [...criteria.map(points), ...given].reduce((all, one) => all + one, 0);
    if (sum && !("reckoned" in sum.dataset)) sum.value = total.toLocaleString(language, { maximumFractionDigits: 2 });
    const open = criteria.filter(isOpen).length;
    if (left) {
      left.hidden = open === 0;
      left.textContent = left.dataset.words.replace("{count}", open.toLocaleString(language));
    }
  };

  /** @param {Element} criterion */
  const enter = (criterion) => {
    const field = judged(criterion) ?? criterion.querySelector("[data-points]");
    field?.focus();
    criterion.scrollIntoView({ block: "nearest" });
  };

  /** @param {Element | null} from @param {number} move */
  const step = (from, move) => {
    const next = from ? criteria[criteria.indexOf(from) + move] : (criteria.find(isOpen) ?? criteria[0]);
    if (next) enter(next);
  };

  const choose = (criterion, digit) => {
    const level = criterion.querySelectorAll("input[type=radio]")[(digit + 9) % 10];
    level?.focus();
    level?.click();
  };

  const keys = {
    ArrowLeft: (criterion) => step(criterion, -1),
    ArrowRight: (criterion) => step(criterion, 1),
    c: (criterion) => criterion.querySelector("textarea")?.focus(),
    s: () => form.requestSubmit(form.querySelector("[data-skip]")),
    a: () => form.querySelector("[data-abstain]")?.click(),
    "?": () => form.querySelector(".keys")?.toggleAttribute("open"),
  };

  const anywhere = (event) => {
    const criterion = event.target.closest?.("[data-criterion]") ?? null;
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter" && form.contains(event.target)) {
      event.preventDefault();
      form.requestSubmit(form.querySelector("[data-next]"));
    } else if (event.altKey && ["ArrowDown", "ArrowUp"].includes(event.key)) {
      event.preventDefault();
      step(criterion, event.key === "ArrowDown" ? 1 : -1);
    }
  };

  const inside = (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const criterion = event.target.closest("[data-criterion]") ?? criteria.find(isOpen) ?? criteria[0];
    if (event.target.matches("textarea, input:not([type=radio])")) {
      if (event.key === "Escape") enter(criterion);
      return;
    }
    if (/^\d$/.test(event.key)) choose(criterion, Number(event.key));
    else if (keys[event.key]) {
      event.preventDefault();
      keys[event.key](criterion);
    }
  };

  document.addEventListener("keydown", anywhere);
  form.addEventListener("keydown", inside);
  form.addEventListener("input", show);
  form.addEventListener("change", show);
  form.addEventListener("autosave:saved", ({ detail }) => {
    if (sum && "reckoned" in sum.dataset && detail.given !== undefined) sum.value = detail.given;
  });
  show();
}

document.querySelectorAll("form[data-scoring]").forEach(start);
