// Results without reloading: what has `data-live` is replaced by the same of the page at the new address.

const kDebounceMs = 150;
const kStatusMs = 1400;
// After such a pause what was typed is worth coming back to.
const kSettledMs = 1500;
const kScrolledMs = 200;

const form = document.querySelector("#search");
const box = document.querySelector("#q");
const results = () => document.querySelector("#results");
const here = () => location.href.split("#")[0];

export function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

// What readers type.

/// A question to the server: asked after a pause, and ended by the next one.
export class Question {
  #timer;
  #life;

  stop() {
    clearTimeout(this.#timer);
    this.#life?.abort();
  }

  soon(ask) {
    this.stop();
    this.#timer = setTimeout(ask, kDebounceMs);
  }

  begin() {
    this.stop();
    this.#life = new AbortController();
    return this.#life.signal;
  }
}

/// Calls `typed(field)` for each text that is not being composed.
export function onText(target, typed) {
  target.addEventListener("input", (event) => { if (!event.isComposing) typed(event.target); });
  // Some browsers send no input event after a composition.
  target.addEventListener("compositionend", (event) => typed(event.target));
}

let hooks;
let settling, telling, scrolled;  // timers
let typedAt = 0;
let isTyping = false;  // the last word may be unfinished
let isDraft = false;   // the entry of the history is of a text that is still being typed
let shown = here();    // the address of what is on the page
const question = new Question();
// Regions that come and go are not read out; this one stays.
const said = element("p", { className: "hidden", role: "status" });

// Addresses.

/// What the form asks for, without defaults, as in the server's links.
export function parameters() {
  const isSaid = ([name, value]) => value && `${name}=${value}` !== "sort=relevance";
  return new URLSearchParams([...new FormData(form)].filter(isSaid));
}

/// The same for what is fetched: it says that the last word may be unfinished.
export function fetchedParameters(asked = parameters()) {
  if (isTyping && asked.get("q")) asked.set("typing", "1");
  return asked;
}

export const addressOf = (asked) => `${form.action}?${asked}`;

const textOf = (address) => new URL(address).searchParams.get("q") ?? "";

/// Says it to screen readers once the reader has paused.
export function announce(text) {
  clearTimeout(telling);
  said.textContent = "";
  telling = setTimeout(() => { said.textContent = text; }, typedAt + kStatusMs - performance.now());
}

// Other results.

/// Nothing that was asked before comes any more.
function stop() {
  clearTimeout(settling);
  question.stop();
  results().ariaBusy = null;
}

/// Shows the search at this address, and tells whether it does. What is settled and cannot be had is left to the browser.
async function show(address, isSettled = true) {
  stop();
  const signal = question.begin();
  results().ariaBusy = true;
  const page = await fetchPage(address, signal).catch(() => {});
  if (signal.aborted) return false;
  if (!page) {
    stop();
    if (isSettled) location.assign(address);
    return false;
  }
  if (isSettled && box.value !== textOf(address)) box.value = textOf(address);
  record(address, isSettled);
  replaceParts(page);
  announce(document.querySelector("#total").textContent);
  return true;
}

/// The page, inert. One of another version of the program is none.
async function fetchPage(address, signal) {
  const asked = fetchedParameters(new URL(address).searchParams);
  const response = await fetch(addressOf(asked), { signal });
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  return response.status === 200 && page.scripts[0]?.src === document.scripts[0].src ? page : null;
}

function replaceParts(page) {
  const restoreFocus = keepFocus();
  hooks.prepare(page);
  for (const part of document.querySelectorAll("[data-live]")) part.replaceWith(page.getElementById(part.id) ?? part);
  document.title = page.title;
  // form.reset() goes back to this text.
  box.defaultValue = page.querySelector("#q").defaultValue;
  hooks.shown();
  restoreFocus();
}

// The focus.

/// Notes where the focus is, and gives what puts it back: on the same control at the same place, else near by.
function keepFocus() {
  const old = document.activeElement;
  if (!old.closest("[data-live]")) return () => {};
  const { top } = old.getBoundingClientRect();
  return () => {
    const twin = twinOf(old);
    (twin || nearTo(old)).focus({ preventScroll: true });
    if (!twin) return;
    if (old.selectionStart != null) keepText(old, twin);
    window.scrollBy(0, twin.getBoundingClientRect().top - top);
  };
}

function twinOf(old) {
  if (old.id) return document.getElementById(old.id);
  const isTwin = ({ name, type, value }) => name === old.name && (type !== "checkbox" || value === old.value);
  return old.name && [...form.elements].find(isTwin);
}

const nearTo = (old) => document.querySelector(`#${old.closest("details")?.id} > summary`) ?? results();

/// What is being written stays, and the caret in it.
function keepText(old, twin) {
  if (old.value !== old.defaultValue) twin.value = old.value;
  twin.setSelectionRange(old.selectionStart, old.selectionEnd);
}

// The history. An entry knows where the page was scrolled to, and whether the last word was unfinished.

function noteScroll() {
  clearTimeout(scrolled);
  history.replaceState({ ...history.state, y: window.scrollY }, "");
}

/// What is being typed has one entry until its results are used.
function record(address, isSettled) {
  const isReplaced = address === here() || (isDraft && textOf(address) !== textOf(shown));
  noteScroll();
  history[isReplaced ? "replaceState" : "pushState"]({ ...history.state, typing: isTyping }, "", address);
  isDraft = !isSettled;
  shown = address;
}

/// Shows what an entry stands for, as it was left.
async function comeBack(state, isLoaded) {
  clearTimeout(scrolled);
  stop();
  // Another entry of the same search is of a link within the page.
  if (here() !== shown || state?.typing) {
    isTyping = Boolean(state?.typing);
    if (!await show(here(), !isLoaded)) return;
  }
  isDraft = false;
  if (state) window.scrollTo(0, state.y ?? 0);
  noteScroll();
}

// What readers do.

const search = (isSettled) => show(addressOf(parameters()), isSettled);

function onTyped() {
  isTyping = true;
  stop();
  question.soon(async () => {
    if (!form.checkValidity() || !await search(false)) return;
    settling = setTimeout(() => { isDraft = false; }, kSettledMs);
  });
}

function onSubmit(event) {
  event.preventDefault();
  isTyping = false;
  search();
}

function onChange({ target }) {
  if (target.form === form && target !== box && form.checkValidity()) search();
}

/// Whether it leads, from here, to another search in this language.
function isSearchLink(event, link) {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.defaultPrevented) return false;
  if (!link || link.hasAttribute("target") || link.hasAttribute("download")) return false;
  const url = urlOf(link);
  return url.origin + url.pathname === form.action && !url.hash && url.searchParams.get("hl") === document.documentElement.lang;
}

// The links of the chart are SVG: their `href` is no text.
const urlOf = (link) => new URL(link.getAttribute("href"), document.baseURI);

async function onClick(event) {
  // A link may lead away.
  noteScroll();
  const link = event.target.closest("a[href]");
  if (!isSearchLink(event, link)) return;
  event.preventDefault();
  const address = urlOf(link).href;
  const isOfResults = results().contains(link);
  // Where these results lead the word is as unfinished.
  isTyping &&= link.closest("[data-live]") && textOf(address) === box.defaultValue;
  if (!await show(address) || !isOfResults) return;
  results().focus({ preventScroll: true });
  if (results().getBoundingClientRect().top < 0) results().scrollIntoView();
  noteScroll();
}

function listen() {
  onText(box, onTyped);
  box.addEventListener("compositionstart", stop);
  form.addEventListener("submit", onSubmit);
  document.addEventListener("change", onChange);
  document.addEventListener("click", onClick);
  document.addEventListener("input", ({ target }) => { if (target.type === "search") typedAt = performance.now(); });
  window.addEventListener("scroll", () => {
    clearTimeout(scrolled);
    scrolled = setTimeout(noteScroll, kScrolledMs);
  });
  window.addEventListener("popstate", ({ state }) => comeBack(state));
  window.addEventListener("pagehide", stop);
  // A page that comes back whole shows its own search, not what it was left for.
  window.addEventListener("pageshow", ({ persisted }) => { if (persisted) form.reset(); });
}

/// Calls `prepare(page)` before the parts of a page are shown, and `shown()` after.
export function startLive(given) {
  hooks = given;
  document.body.append(said);
  listen();
  // Results come later than the browser would scroll.
  history.scrollRestoration = "manual";
  comeBack(history.state, true);
}
