// Finds the values of a facet that are not listed, by a field above the list.
import { Question, announce, element, fetchedParameters, onText } from "./live.js";

const kLimit = 10;

const form = document.querySelector("#search");
const { lang } = document.documentElement;
const questions = {};          // of each field, by its id
const listed = new WeakMap();  // of each list: what the server has in it

const facetOf = (field) => field.closest(".facet").dataset.facet;
const listOf = (field) => field.closest("fieldset").querySelector(".values");
const questionOf = ({ id }) => (questions[id] ??= new Question());
const boxOf = (item) => item.querySelector("input");
const numbered = (n, text = "{n}") => text.replace("{n}", new Intl.NumberFormat(lang).format(n));

function counted(n) {
  const { valuesOne, valuesMany } = document.querySelector("#filters").dataset;
  return numbered(n, new Intl.PluralRules(lang).select(n) === "one" ? valuesOne : valuesMany);
}

// What it adds to the page.

/// Puts fields into a page. What is looked for in this one, and was found, comes along.
export function addFinders(page) {
  for (const facet of page.querySelectorAll(".facet")) {
    const id = `find-${facet.dataset.facet}`;
    const old = document.getElementById(id);
    const label = facet.querySelector(".all-values")?.dataset.label ?? (old?.value && old.placeholder);
    if (label) addFinder(facet.querySelector(".values"), makeField(id, label), old);
  }
}

function makeField(id, label) {
  return element("input", { id, type: "search", className: "find", placeholder: label, ariaLabel: label, maxLength: 100,
    autocomplete: "off", autocapitalize: "off", spellcheck: false, dir: "auto" });
}

function addFinder(list, field, old) {
  list.before(field);
  listed.set(list, [...list.children]);
  if (!old?.value) return;
  field.value = old.value;
  fill(list, [...listOf(old).children].filter((item) => !boxOf(item)?.checked));
}

/// Ticked values stay, before all others; and so does the focus.
function fill(list, items) {
  const focused = list.contains(document.activeElement) && document.activeElement.value;
  for (const item of [...list.children]) if (!boxOf(item)?.checked) item.remove();
  const boxFor = (value) => [...list.children].map(boxOf).find((box) => box?.value === value);
  list.append(...items.filter((item) => !boxFor(boxOf(item)?.value ?? "")));
  if (focused) (boxFor(focused) ?? list.previousSibling).focus({ preventScroll: true });
}

/// A box like those that the server makes.
function makeItem(facet, { value, label, works }) {
  const item = document.querySelector(".values > :not(.excluded, .quiet)").cloneNode(true);
  Object.assign(boxOf(item), { name: facet, value, defaultChecked: false, checked: false });
  item.querySelector(".label").textContent = label;
  item.querySelector(".count").textContent = numbered(works);
  return item;
}

const makeNote = (text) => element("li", { className: "quiet" }, text);

// Asking.

function findSoon(field) {
  questionOf(field).soon(() => find(field, announce));
}

/// Lists the values that begin as the field says, and tells how many; those of before when it is empty.
async function find(field, tell = () => {}) {
  const list = listOf(field);
  const signal = questionOf(field).begin();
  if (!field.value.trim()) return list.replaceChildren(...listed.get(list));
  try {
    const { values, total_values: total } = await fetchValues(field, signal);
    if (signal.aborted) return;
    fill(list, values.length ? values.map((value) => makeItem(facetOf(field), value)) : [makeNote(counted(0))]);
    tell(counted(total));
  } catch {
    // Those that are there stay.
  }
}

async function fetchValues(field, signal) {
  const asked = fetchedParameters();
  asked.set("prefix", field.value);
  asked.set("limit", kLimit);
  const response = await fetch(new URL(`api/v1/facets/${facetOf(field)}?${asked}`, form.action), { signal });
  return response.json();
}

/// Looks again, among other results.
export function refreshFinders() {
  for (const field of document.querySelectorAll(".find")) if (field.value) find(field);
}

export function startFinders() {
  onText(document, (field) => { if (field.matches(".find")) findSoon(field); });
}
