/**
 * Keys and the running sum for form[data-scoring].
 *
 * In a [data-criterion]: 1–9 and 0 choose its first to tenth level, arrows up and down move among the levels (the
 * browser's own), arrows left and right go to the criterion before or after. Ctrl+Enter presses [data-next].
 * The sum of the chosen [data-points] and of the computed ones goes into output[data-sum]; [data-left] says how many
 * criteria have no points yet, with the words of data-words="{count} …".
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
    if (sum) sum.value = total.toLocaleString(language, { maximumFractionDigits: 2 });
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

  const key = (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter") {
      event.preventDefault();
      form.requestSubmit(form.querySelector("[data-next]"));
      return;
    }
    const criterion = event.target.closest("[data-criterion]");
    if (!criterion || event.altKey || event.ctrlKey || event.metaKey || event.target.type !== "radio") return;
    const move = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (move) {
      event.preventDefault();
      const next = criteria[criteria.indexOf(criterion) + move];
      if (next) enter(next);
    } else if (/^\d$/.test(event.key)) {
      const level = criterion.querySelectorAll("input[type=radio]")[(Number(event.key) + 9) % 10];
      level?.focus();
      level?.click();
    }
  };

  form.addEventListener("keydown", key);
  form.addEventListener("input", show);
  form.addEventListener("change", show);
  show();
}

document.querySelectorAll("form[data-scoring]").forEach(start);
