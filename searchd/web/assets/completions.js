// Completions of what is typed: the search box as a combobox, whose options are links.
import { Question, addressOf, element, onText, parameters } from "./live.js";

const kPerKind = 4;
const kMost = 8;

const form = document.querySelector("#search");
const box = document.querySelector("#q");
const list = element("div", { id: "completions", role: "listbox", ariaLabel: form.dataset.suggestions, hidden: true });
const question = new Question();
let active = -1;  // the number of the active option; -1: the text itself

// Asking.

async function ask() {
  const signal = question.begin();
  const asked = new URLSearchParams({ q: box.value, limit: kPerKind, hl: document.documentElement.lang });
  try {
    const response = await fetch(new URL(`api/v1/suggest?${asked}`, form.action), { signal });
    const { suggestions } = await response.json();
    if (signal.aborted) return;
    activate(-1);
    list.replaceChildren(...fair(suggestions.filter(addressFor)).map(option));
    show(list.hasChildNodes());
  } catch {
    if (!signal.aborted) close();
  }
}

/// At most kMost, in their order; the kinds take turns.
function fair(suggestions) {
  const turns = suggestions.map(({ type }, n) => suggestions.slice(0, n).filter((one) => one.type === type).length);
  const kept = [...turns.keys()].sort((a, b) => turns[a] - turns[b]).slice(0, kMost);
  return suggestions.filter((_, n) => kept.includes(n));
}

// What can be chosen.

/// Where it leads, when that is an address of the web.
function addressFor({ type, text, value, url }) {
  if (type === "title") return /^https?:/i.test(url) && url;
  const asked = parameters();
  asked.set("q", type === "word" ? text : textWithout(text));
  if (type !== "word" && !asked.getAll(type).includes(value)) asked.append(type, value);
  if (!asked.get("q")) asked.delete("q");
  return addressOf(asked);
}

const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/// The text without its last word, which the name completes, and those before that are of the name.
function textWithout(name) {
  const parts = folded(name).split(/[^\p{L}\p{N}]+/u);
  const words = box.value.trim().split(/\s+/).slice(0, -1);
  while (words.length && parts.some((part) => part.startsWith(folded(words.at(-1))))) words.pop();
  return words.join(" ");
}

/// The text, with what is added to what was typed.
function completed(text) {
  const { length } = box.value.trim();
  if (folded(text.slice(0, length)) !== folded(box.value.trim())) return [text];
  return [text.slice(0, length), element("b", {}, text.slice(length))];
}

function option(suggestion, n) {
  const { type, text, language } = suggestion;
  const name = element("span", { dir: "auto", lang: language ?? document.documentElement.lang }, ...completed(text));
  const kind = element("small", {}, form.dataset[type] ?? "");
  return element("a", { id: `completion-${n}`, role: "option", ariaSelected: false, tabIndex: -1, href: addressFor(suggestion) },
    name, " ", kind);
}

// Open and closed, and the active option.

function show(isOpen) {
  activate(-1);
  list.hidden = !isOpen;
  box.ariaExpanded = isOpen;
}

function close() {
  question.stop();
  show(false);
}

function activate(n) {
  if (active >= 0) list.children[active].ariaSelected = false;
  active = n;
  if (n < 0) return box.removeAttribute("aria-activedescendant");
  const chosen = list.children[n];
  chosen.ariaSelected = true;
  chosen.scrollIntoView({ block: "nearest" });
  box.setAttribute("aria-activedescendant", chosen.id);
}

// Keys.

function onTyped() {
  activate(-1);
  if (box.value.trim()) question.soon(ask);
  else close();
}

function onKey(event) {
  const { key, shiftKey, altKey, ctrlKey, metaKey } = event;
  // 229: a key of an input method, in browsers that tell the end of a composition first.
  if (event.isComposing || event.keyCode === 229) return;
  if (altKey || ctrlKey || metaKey || (shiftKey && key !== "Tab")) return;
  if (act(key)) event.preventDefault();
}

/// Whether the key was for the list, not for the text.
function act(key) {
  const isActive = active >= 0;
  switch (key) {
    case "ArrowDown": return step(active + 1);
    case "ArrowUp": return step(active - 1);
    case "Home": return isActive && step(0);
    case "End": return isActive && step(-2);
    case "ArrowLeft":
    case "ArrowRight": activate(-1); return false;
    case "Enter": return isActive && !list.children[active].click();
    case "Escape": return escape();
    case "Tab": close(); return false;
    default: return false;
  }
}

/// Around, over the text itself: -2 is the last option. What is closed opens first.
function step(to) {
  const move = () => {
    const places = list.children.length + 1;
    if (!list.hidden) activate((to + 1 + places) % places - 1);
  };
  if (!list.hidden) move();
  else if (box.value.trim()) ask().then(move);
  return true;
}

function escape() {
  const isOpen = !list.hidden;
  const isFilled = box.value !== "";
  close();
  if (!isOpen && isFilled) {
    box.value = "";
    box.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
  return isOpen || isFilled;
}

export function startCompletions() {
  Object.assign(box, { role: "combobox", ariaAutoComplete: "list", ariaExpanded: false });
  box.setAttribute("aria-controls", list.id);
  box.after(list);
  onText(box, onTyped);
  box.addEventListener("compositionstart", () => question.stop());
  box.addEventListener("keydown", onKey);
  box.addEventListener("blur", close);
  form.addEventListener("submit", close);
  // The focus stays where the text is.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", close);
}
