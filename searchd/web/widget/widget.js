// <veille-search>: a search box for any page, over one veille-searchd. docs/widget.md says how it is embedded and what
// it promises. It changes nothing outside of its shadow root, and text of others becomes text nodes only.

const kDebounceMs = 150;
const kStatusMs = 1400;
const kAnswerMs = 10_000;
const kLimit = 8;
const kMostPerPage = 100;
const kToggles = 5;
const kFields = "title,url,language,date,kind,source,snippet";
const kFacets = ["source", "country", "tag", "kind", "language", "year", "author"];
// The languages of the server; readers of others get English. `results` is for one and for many, as Intl.PluralRules
// has it in these languages.
const kTexts = {
  en: {
    label: "Search publications", submit: "Search", filters: "Filters", results: ["{n} result", "{n} results"],
    all: "All {n} results", none: "Nothing was found.", meaning: "Did you mean: ", open: "Open the search page",
    failed: "The search cannot be reached.", post: "Post", report: "Report", page: "Page",
  },
  fr: {
    label: "Chercher dans les publications", submit: "Chercher", filters: "Filtres",
    results: ["{n} résultat", "{n} résultats"], all: "Les {n} résultats", none: "Rien n’a été trouvé.",
    meaning: "Vouliez-vous dire : ", open: "Ouvrir la page de recherche", failed: "La recherche est injoignable.",
    post: "Article", report: "Rapport", page: "Page",
  },
  de: {
    label: "Veröffentlichungen durchsuchen", submit: "Suchen", filters: "Filter",
    results: ["{n} Ergebnis", "{n} Ergebnisse"], all: "Alle {n} Ergebnisse", none: "Nichts gefunden.",
    meaning: "Meinten Sie: ", open: "Zur Suchseite", failed: "Die Suche ist nicht erreichbar.",
    post: "Beitrag", report: "Bericht", page: "Seite",
  },
  it: {
    label: "Cerca nelle pubblicazioni", submit: "Cerca", filters: "Filtri", results: ["{n} risultato", "{n} risultati"],
    all: "Tutti i {n} risultati", none: "Nessun risultato.", meaning: "Forse cercavi: ",
    open: "Apri la pagina di ricerca", failed: "La ricerca non è raggiungibile.",
    post: "Articolo", report: "Rapporto", page: "Pagina",
  },
  es: {
    label: "Buscar en las publicaciones", submit: "Buscar", filters: "Filtros",
    results: ["{n} resultado", "{n} resultados"], all: "Los {n} resultados", none: "No se encontró nada.",
    meaning: "Quizás quiso decir: ", open: "Abrir la página de búsqueda", failed: "La búsqueda no está disponible.",
    post: "Artículo", report: "Informe", page: "Página",
  },
};

/// A new element; attributes that are null or undefined are left out.
function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value != null) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

const kEntities = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'" };
const decode = (html) => html.replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => kEntities[entity]);

/// The nodes of a snippet of the API: escaped text in which <mark> is the only markup. Whatever else looks like markup
/// stays text.
function snippetNodes(html) {
  return html.split(/<mark>(.*?)<\/mark>/s).map((text, n) => (n % 2 ? element("mark", { part: "mark" }, decode(text)) : decode(text)));
}

/// The address, when it is one that a link may lead to; else nothing.
function webAddress(address, base) {
  try {
    const url = new URL(address, base);
    return ["http:", "https:"].includes(url.protocol) ? url.href : undefined;
  } catch {
    return undefined;
  }
}

const listed = (value) => (value ?? "").split(",").map((one) => one.trim()).filter(Boolean);

function searchIcon() {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", "M10.5 10.5 15 15M12 6.5a5.5 5.5 0 1 1-11 0 5.5 5.5 0 0 1 11 0Z");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  svg.append(path);
  return svg;
}

let sheet;

/// The style sheet of all widgets, fetched once; after a failure the next widget tries again. As a constructed sheet
/// it needs no style-src of the host's content security policy.
function styleSheet() {
  sheet ??= fetch(new URL("widget.css", import.meta.url), { credentials: "omit" }).then(async (response) => {
    if (!response.ok) throw new Error(`widget.css: ${response.status}`);
    const made = new CSSStyleSheet();
    made.replaceSync(await response.text());
    return made;
  });
  sheet.catch(() => { sheet = undefined; });
  return sheet;
}

function isTyping(event) {
  const target = event.composedPath()[0];
  return target.isContentEditable || target.matches?.("input, textarea, select");
}

let widgets = 0;

class VeilleSearch extends HTMLElement {
  static observedAttributes = [...kFacets, "lang", "server", "placeholder", "label", "shortcut", "facets", "limit"];

  #id = `veille-${++widgets}`;
  #life;             // ends when the element leaves its document
  #question;         // ends when a newer question is asked, or none any more
  #asking;           // the timer of the next question
  #telling;          // the timer of the status
  #typedAt = 0;
  #shown;            // the text that the options answer; nothing after a failure
  #found = 0;        // how many of the options are results
  #options = [];
  #active = -1;
  #chosen = new Map();
  #form;
  #input;
  #hidden;
  #button;
  #popup;
  #facets;
  #message;
  #list;
  #status;

  async connectedCallback() {
    const { signal } = this.#life = new AbortController();
    let style;
    try {
      style = await styleSheet();
    } catch (error) {
      // Without its styles it would be a heap of parts: what stands inside the element stays instead.
      this.#emit("veille-error", { query: "", message: error.message });
      return;
    }
    if (signal.aborted) return;
    if (!this.#form) this.#build(style);
    this.#refresh();
    document.addEventListener("keydown", (event) => this.#onShortcut(event), { signal });
    document.addEventListener("pointerdown", (event) => { if (!event.composedPath().includes(this)) this.#close(); }, { signal });
  }

  disconnectedCallback() {
    this.#life.abort();
    if (this.#form) this.#close();
  }

  attributeChangedCallback() {
    if (!this.#form) return;
    this.#close();
    this.#refresh();
  }

  // What it consists of.

  #build(style) {
    const list = `${this.#id}-list`;
    this.#input = element("input", {
      part: "input", name: "q", type: "text", role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false",
      "aria-haspopup": "listbox", "aria-controls": list, autocomplete: "off", autocapitalize: "off", spellcheck: "false",
      maxlength: 512, enterkeyhint: "search", dir: "auto", id: `${this.#id}-input`,
    });
    this.#facets = element("div", { part: "facets", role: "group" });
    this.#message = element("p", { part: "message" });
    this.#list = element("div", { part: "list", role: "listbox", id: list });
    this.#popup = element("div", { part: "popup", hidden: "" }, this.#facets, this.#message, this.#list);
    this.#hidden = element("span", { hidden: "" });
    this.#button = element("button", { part: "button" }, searchIcon());
    this.#status = element("div", { role: "status", class: "status" });
    this.#form = element("form", { part: "form", method: "get", role: "search" }, this.#input, this.#popup, this.#button, this.#hidden);
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [style];
    root.append(this.#form, this.#status);
    this.#listen();
  }

  #listen() {
    const input = this.#input;
    input.addEventListener("keydown", (event) => this.#onKey(event));
    input.addEventListener("input", (event) => { if (!event.isComposing) this.#onTyped(); });
    // Some browsers send no input event after a composition.
    input.addEventListener("compositionend", () => this.#onTyped());
    input.addEventListener("click", () => this.#reopen());
    this.#form.addEventListener("submit", () => this.#close());
    this.#form.addEventListener("focusout", ({ relatedTarget: to }) => {
      if (to && to !== input && !this.#popup.contains(to)) this.#close();
    });
    this.#popup.addEventListener("keydown", (event) => { if (event.key === "Escape") this.#backToInput(event); });
    // The focus stays where the text is.
    this.#list.addEventListener("mousedown", (event) => { if (event.button === 0) event.preventDefault(); });
  }

  /// Brings everything that depends on attributes and on the language up to date.
  #refresh() {
    const texts = this.#texts;
    const label = this.getAttribute("label") ?? texts.label;
    this.#form.lang = this.#code;
    this.#form.action = new URL("search", this.#server).href;
    this.#form.classList.toggle("auto", getComputedStyle(this).colorScheme === "normal");
    this.#input.placeholder = this.getAttribute("placeholder") ?? label;
    for (const part of [this.#form, this.#input, this.#list]) part.setAttribute("aria-label", label);
    this.#button.setAttribute("aria-label", texts.submit);
    this.#facets.setAttribute("aria-label", texts.filters);
    if (this.hasAttribute("shortcut")) this.#input.setAttribute("aria-keyshortcuts", this.getAttribute("shortcut"));
    else this.#input.removeAttribute("aria-keyshortcuts");
    this.#refreshHidden();
    this.#shown = undefined;
  }

  /// Enter leads to the page with the same filters.
  #refreshHidden() {
    this.#hidden.replaceChildren(...this.#filters.map(([name, value]) => element("input", { type: "hidden", name, value })));
  }

  get #code() {
    let at = this.closest("[lang]:not([lang=''])");
    for (let root = this.getRootNode(); !at && root.host; root = root.host.getRootNode()) at = root.host.closest("[lang]:not([lang=''])");
    const code = (at?.lang ?? navigator.language).toLowerCase().split(/[-_]/)[0];
    return Object.hasOwn(kTexts, code) ? code : "en";
  }

  get #texts() { return kTexts[this.#code]; }

  /// Where searchd is: this file's folder, or what the attribute says when it can be an address.
  get #server() {
    const asked = this.getAttribute("server");
    return (asked && webAddress(asked.replace(/\/*$/, "/"), document.baseURI)) || new URL(".", import.meta.url).href;
  }

  get #limit() {
    const limit = Number.parseInt(this.getAttribute("limit"), 10);
    return limit > 0 ? Math.min(limit, kMostPerPage) : kLimit;
  }

  /// The facets to show: those that the page has not settled itself.
  get #offered() { return listed(this.getAttribute("facets")).filter((facet) => kFacets.includes(facet) && !this.hasAttribute(facet)); }

  /// The parameters of every question besides its text.
  get #filters() {
    const fixed = kFacets.flatMap((facet) => listed(this.getAttribute(facet)).map((value) => [facet, value]));
    return [["hl", this.#code], ...fixed, ...this.#chosen.values()];
  }

  #address(path, query, more) {
    const url = new URL(path, this.#server);
    url.search = new URLSearchParams([["q", query], ...this.#filters, ...Object.entries(more)]);
    return url.href;
  }

  #emit(name, detail) { this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true })); }

  // Asking.

  #onTyped() {
    this.#typedAt = performance.now();
    this.#stop();
    this.#activate(-1);
    if (this.#input.value.trim()) this.#asking = setTimeout(() => this.#ask(), kDebounceMs);
    else this.#clear();
  }

  /// Nothing that was asked or announced before comes any more.
  #stop() {
    clearTimeout(this.#asking);
    clearTimeout(this.#telling);
    this.#question?.abort();
    this.#status.textContent = "";
  }

  async #ask() {
    this.#stop();
    const query = this.#input.value;
    const question = this.#question = new AbortController();
    const started = performance.now();
    let late = false;
    const timer = setTimeout(() => { late = true; question.abort(); }, kAnswerMs);
    try {
      const answer = await this.#answer(query, question.signal);
      question.signal.throwIfAborted();
      this.#show(query, answer);
      this.#emit("veille-search", { query, total: answer.total.works, took_ms: Math.round(performance.now() - started) });
    } catch (error) {
      if (question.signal.aborted && !late) return;
      this.#showFailure(query);
      this.#emit("veille-error", { query, message: error.message });
    } finally {
      clearTimeout(timer);
    }
  }

  async #answer(query, signal) {
    const facets = this.#offered.length ? { facets: this.#offered.join(), facet_values: kToggles } : { facets: "none" };
    const answer = await this.#get(query, { typing: 1, per_page: this.#limit, ...facets, fields: kFields }, signal);
    if (answer.total.works || answer.query.suggestion) return answer;
    // The beginning of a word is never corrected; the same text taken as finished may be.
    const finished = await this.#get(query, { correct: false, per_page: 1, facets: "none", fields: "id" }, signal);
    answer.query.suggestion = finished.query.suggestion;
    return answer;
  }

  async #get(query, parameters, signal) {
    const response = await fetch(this.#address("api/v1/search", query, parameters), { signal, credentials: "omit" });
    if (!response.ok) throw new Error(`${response.status} from the search`);
    return response.json();
  }

  // Showing.

  #show(query, { query: { suggestion, corrected, notice }, total: { works }, results, facets }) {
    const texts = this.#texts;
    const options = results.map((result) => this.#resultOption(query, result));
    // The page gets the same parameters, so it has as many results.
    const page = this.#address("search", query, { typing: 1 });
    if (works) options.push(this.#option(page, "option all", works > 1 ? this.#numbered(texts.all, works) : texts.open));
    else if (suggestion) options.push(this.#suggestionOption(suggestion));
    const none = works ? "" : texts.none;
    this.#fill(options, corrected ? notice : none);
    this.#shown = query;
    this.#found = results.length;
    this.#showFacets(facets);
    const one = new Intl.PluralRules(this.#code).select(works) === "one";
    this.#tell(none || this.#numbered(texts.results[one ? 0 : 1], works));
  }

  #showFailure(query) {
    const { failed, open } = this.#texts;
    this.#fill([this.#option(this.#address("search", query, {}), "option all", open)], failed);
    this.#shown = undefined;
    this.#found = 0;
    this.#facets.replaceChildren();
    this.#tell(failed);
  }

  #fill(options, message) {
    this.#activate(-1);
    this.#options = options;
    options.forEach((option, n) => { option.id = `${this.#id}-${n}`; });
    this.#list.replaceChildren(...options);
    this.#message.textContent = message;
    this.#open();
    this.#popup.scrollTop = 0;
  }

  #numbered(text, n) { return text.replace("{n}", new Intl.NumberFormat(this.#code).format(n)); }

  /// Says it to screen readers once the reader has paused.
  #tell(text) {
    const wait = Math.max(0, this.#typedAt + kStatusMs - performance.now());
    this.#telling = setTimeout(() => { this.#status.textContent = text; }, wait);
  }

  #option(url, part, ...children) {
    const link = element("a", { part, role: "option", "aria-selected": "false", tabindex: -1, href: url }, ...children);
    link.addEventListener("click", () => this.#emitSelect(link));
    link.addEventListener("auxclick", (event) => { if (event.button === 1) this.#emitSelect(link); });
    return link;
  }

  /// Results have a position, from 1; what stands behind them has none.
  #emitSelect(link) {
    const n = this.#options.indexOf(link);
    this.#emit("veille-select", { query: this.#shown ?? this.#input.value, url: link.href, position: n < this.#found ? n + 1 : null });
  }

  #resultOption(query, result) {
    const lang = result.language;
    const children = [
      element("span", { part: "title", lang, dir: "auto" }, result.title),
      element("span", { part: "meta" }, ...this.#meta(result)),
    ];
    if (result.snippet) children.push(element("span", { part: "snippet", lang, dir: "auto" }, ...snippetNodes(result.snippet)));
    // A result that leads nowhere is still found on the page.
    const url = webAddress(result.url, this.#server) ?? this.#address("search", query, {});
    return this.#option(url, "option", ...children);
  }

  /// Kind, source, date, and the language where it is not the reader's.
  #meta({ kind, source, date, language }) {
    const code = this.#code;
    const texts = this.#texts;
    const parts = [texts[kind] ?? kind, source.title];
    if (date) parts.push(new Intl.DateTimeFormat(code, { dateStyle: "medium", timeZone: "UTC" }).format(new Date(date)));
    if (language && language !== code) parts.push(new Intl.DisplayNames(code, { type: "language" }).of(language));
    return parts.flatMap((part, n) => [n ? " · " : "", element("span", { dir: "auto" }, part)]);
  }

  #suggestionOption(suggestion) {
    const link = this.#option(this.#address("search", suggestion, {}), "option suggestion",
      this.#texts.meaning, element("b", { dir: "auto" }, suggestion));
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.#input.value = suggestion;
      this.#typedAt = performance.now();
      this.#ask();
    });
    return link;
  }

  #showFacets(facets) {
    const focused = this.shadowRoot.activeElement?.dataset.choice;
    const toggles = this.#offered.flatMap((facet) => (facets[facet]?.values ?? []).map((value) => this.#toggle(facet, value)));
    this.#facets.replaceChildren(...toggles);
    if (focused) (toggles.find((toggle) => toggle.dataset.choice === focused) ?? this.#input).focus();
  }

  #toggle(facet, { value, label, works, selected }) {
    const choice = `${facet}=${value}`;
    const count = element("span", { class: "count" }, this.#numbered("{n}", works));
    const toggle = element("button", { part: selected ? "facet chosen" : "facet", type: "button", "data-choice": choice, "aria-pressed": selected },
      element("span", { dir: "auto" }, label), " ", count);
    toggle.addEventListener("click", () => {
      if (!this.#chosen.delete(choice)) this.#chosen.set(choice, [facet, value]);
      this.#refreshHidden();
      this.#ask();
    });
    return toggle;
  }

  // Open and closed, and the active option.

  get #isOpen() { return !this.#popup.hidden; }

  #open() {
    this.#popup.hidden = false;
    this.#input.setAttribute("aria-expanded", String(this.#options.length > 0));
  }

  #close() {
    this.#stop();
    this.#activate(-1);
    this.#popup.hidden = true;
    this.#input.setAttribute("aria-expanded", "false");
  }

  /// Shows again what is known of the text, or asks.
  #reopen() {
    if (this.#isOpen || !this.#input.value.trim()) return;
    if (this.#shown === this.#input.value) this.#open();
    else this.#ask();
  }

  /// Without words there is neither a list nor a choice.
  #clear() {
    this.#close();
    this.#shown = undefined;
    this.#chosen.clear();
    this.#refreshHidden();
  }

  #activate(n) {
    const before = this.#options[this.#active];
    before?.setAttribute("aria-selected", "false");
    before?.part.remove("active");
    this.#active = n;
    const option = this.#options[n];
    if (!option) return this.#input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.part.add("active");
    option.scrollIntoView({ block: "nearest" });
    this.#input.setAttribute("aria-activedescendant", option.id);
  }

  #backToInput(event) {
    event.preventDefault();
    this.#input.focus();
    this.#close();
  }

  // Keys.

  #onKey(event) {
    // 229: a key of an input method, in browsers that tell the end of a composition first.
    if (event.isComposing || event.keyCode === 229) return;
    const command = event.ctrlKey || event.metaKey;
    if (event.altKey || (event.shiftKey && event.key !== "Tab") || (command && event.key !== "Enter")) return;
    if (this.#act(event.key, command, event.shiftKey)) event.preventDefault();
  }

  /// Whether the key was for the list, and not for the text or the form.
  #act(key, command, shift) {
    const isActive = this.#active >= 0;
    switch (key) {
      case "ArrowDown": return this.#step(this.#active + 1);
      case "ArrowUp": return this.#step(isActive ? this.#active - 1 : -1);
      case "Home": return isActive && this.#step(0);
      case "End": return isActive && this.#step(-1);
      case "ArrowLeft":
      case "ArrowRight": this.#activate(-1); return false;
      case "Enter": return isActive && this.#follow(command);
      case "Escape": return this.#escape();
      case "Tab": if (shift || !this.#facets.childElementCount) this.#close(); return false;
      default: return false;
    }
  }

  #step(to) {
    if (!this.#isOpen) this.#reopen();
    const count = this.#options.length;
    if (this.#isOpen && count) this.#activate((to + count) % count);
    return true;
  }

  #follow(command) {
    const option = this.#options[this.#active];
    if (command) {
      window.open(option.href, "_blank", "noopener");
      this.#emitSelect(option);
    } else {
      option.click();
    }
    return true;
  }

  /// What is neither open nor filled leaves the key to the page.
  #escape() {
    if (this.#isOpen) {
      this.#close();
      return true;
    }
    const isFilled = this.#input.value !== "";
    this.#input.value = "";
    this.#clear();
    return isFilled;
  }

  #onShortcut(event) {
    const isPlain = !(event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented);
    if (!isPlain || event.key !== this.getAttribute("shortcut") || isTyping(event)) return;
    event.preventDefault();
    this.#input.focus();
    this.#input.select();
  }
}

// A page may load this twice, under two addresses.
if (!customElements.get("veille-search")) customElements.define("veille-search", VeilleSearch);
