// What the page does better with JavaScript: a ticked box or another order is searched at once.
const form = document.querySelector("#search");
const filters = document.querySelector("details.all");
const narrow = window.matchMedia("(max-width: 55.99rem)");
const kLast = "veille-last-control";

function fitFilters() {
  // On narrow screens the filters begin closed: the results come first.
  filters.open = !narrow.matches;
}

function searchAtOnce(event) {
  const control = event.target;
  if (control.form !== form || !control.matches("input[type=checkbox], select")) return;
  sessionStorage.setItem(kLast, JSON.stringify([control.name, control.type === "checkbox" ? control.value : ""]));
  form.requestSubmit();
}

// Whoever works with the keyboard goes on where the search was started.
function focusLast() {
  const last = sessionStorage.getItem(kLast);
  if (!last) return;
  sessionStorage.removeItem(kLast);
  const [name, value] = JSON.parse(last);
  const control = [...form.elements].find((e) => e.name === name && (e.type !== "checkbox" || e.value === value));
  control?.focus();
  if (!control || document.activeElement !== control) document.querySelector("#results").focus({ preventScroll: true });
}

if (form && filters) {
  document.documentElement.classList.add("js");
  fitFilters();
  narrow.addEventListener("change", fitFilters);
  filters.addEventListener("toggle", () => { if (!narrow.matches) filters.open = true; });
  for (const group of document.querySelectorAll("fieldset, #sort")) group.setAttribute("aria-describedby", "at-once");
  document.addEventListener("change", searchAtOnce);
  // A page that Back returns to shows the boxes of its own search.
  window.addEventListener("pageshow", (event) => { if (event.persisted) form.reset(); });
  focusLast();
}
