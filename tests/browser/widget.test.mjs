// <veille-search> in a real browser, on pages of another site than the server's, over the sample corpus.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { gzipSync } from "node:zlib";
import { Host } from "./host.mjs";
import { Searchd, buildIndex, root, startBrowser } from "./programs.mjs";
import { visit } from "./watch.mjs";

const kTestMs = 60_000;
// Sooner than the widget gives up by itself.
const kGivenUpMs = 5_000;
const kNarrow = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true };
const kFields = "title,url,language,date,kind,source,snippet";
// The beginning of words of more works than the widget shows; in French this one comes first.
const kQuery = "acc";
const kFirstTitle = "Accessibilité numérique : une matinée sans souris";
const kFirstUrl = "https://eig.example/blog/2019/08/30/atelier-accessibilite.html";
const screenshots = path.join(root, "build/screenshots");
/// A promise, and what keeps it.
function holding() {
  let hold;
  const held = new Promise((resolve) => { hold = resolve; });
  return { held, hold };
}

const gzipped = (text) => gzipSync(text, { level: 9 }).length;

describe("the widget", { timeout: 600_000 }, () => {
  let browser;
  let host;
  let server;

  before(async () => {
    mkdirSync(screenshots, { recursive: true });
    [host, browser] = await Promise.all([Host.start(), startBrowser()]);
    const index = await buildIndex("--config", path.join(root, "corpus/veille.yaml"));
    server = await Searchd.start(index, "--allow-origin", host.base);
  });

  after(async () => {
    const ends = await Promise.allSettled([browser?.close(), server?.stop(), host?.stop()]);
    for (const end of ends) if (end.status === "rejected") throw end.reason;
  });

  // Pages, and what is read from them.

  const script = (query = "") => `<script type="module" src="${server.base}/widget.js${query}"></script>`;
  const link = () => `<a href="${server.base}/search?hl=fr">Rechercher</a>`;
  const widget = (attributes = "", inside = link()) => `<veille-search ${attributes}>${inside}</veille-search>`;

  function blog(body, { head = script(), lang = 'lang="fr"' } = {}) {
    return `<!doctype html><html ${lang}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Un blog</title>${head}</head><body><main><h1>Un blog</h1>${body}<p>Un billet.</p></main></body></html>`;
  }

  const input = (page) => page.getByRole("combobox");
  const options = (page) => page.getByRole("option");
  const titles = (page) => page.locator("[part=title]").allInnerTexts();
  const isOpen = (page) => page.locator("[part=popup]").isVisible();
  const expanded = (page) => input(page).getAttribute("aria-expanded");
  const events = (page) => page.evaluate(() => window.heard);
  const shoot = (page, name) => page.screenshot({ path: path.join(screenshots, `${name}.png`) });
  const questions = (seen) => seen.asked.map((address) => new URL(address).searchParams);

  /// The number of the active option; -1 when none is. What the input says and what the options say must agree.
  async function active(page) {
    const found = await page.evaluate(() => {
      const { shadowRoot } = document.querySelector("veille-search");
      const id = shadowRoot.querySelector("[role=combobox]").getAttribute("aria-activedescendant");
      const all = [...shadowRoot.querySelectorAll("[role=option]")];
      return { named: id ? all.findIndex((option) => option.id === id) : -1, focused: shadowRoot.activeElement?.role,
        selected: all.flatMap((option, n) => (option.ariaSelected === "true" ? [n] : [])) };
    });
    assert.deepEqual(found.selected, found.named < 0 ? [] : [found.named]);
    assert.equal(found.focused, "combobox", "the focus stays in the input");
    return found.named;
  }

  /// A visit to a page of the host from which the server may be reached. `seen.asked` lists the questions.
  function visitHost(address, settings, look) {
    return visit(browser, host.base, settings, async (page, seen) => {
      seen.asked = [];
      await page.context().route(`${server.base}/**`, (route) => route.continue());
      page.on("request", (request) => { if (request.url().startsWith(`${server.base}/api/`)) seen.asked.push(request.url()); });
      await page.addInitScript(() => {
        window.heard = [];
        window.violations = [];
        document.addEventListener("securitypolicyviolation", (event) => window.violations.push(event.violatedDirective));
        for (const name of ["veille-search", "veille-select", "veille-error"]) {
          document.addEventListener(name, ({ detail, composed, target }) => window.heard.push({ name, detail, composed, target: target.id }));
        }
      });
      await page.goto(address);
      await look(page, seen);
    });
  }

  /// A test on a page of the host with this body.
  function see(name, body, look, { settings = {}, page = () => ({}) } = {}) {
    test(name, { timeout: kTestMs }, () => visitHost(host.put(blog(body(), page())), settings, look));
  }

  async function ask(page, text, first = kFirstTitle) {
    await input(page).click();
    await page.keyboard.type(text);
    await options(page).filter({ hasText: first }).first().waitFor();
  }

  /// Stops the page's clock: time passes by `page.clock.runFor` only.
  async function stopClock(page) {
    await input(page).waitFor();
    await page.clock.install();
    await page.clock.pauseAt(Date.now() + 3_600_000);
  }

  /// Answers questions about `text` with `answer`.
  const answerWith = (page, text, answer) => page.context().route(
    (url) => url.pathname === "/api/v1/search" && url.searchParams.get("q") === text, answer);

  describe("by keyboard alone", () => {
    see("walks the options, around both ends", () => widget(), async (page) => {
      await input(page).waitFor();
      await page.keyboard.press("Tab");
      assert.equal(await expanded(page), "false");
      await page.keyboard.type(kQuery);
      await options(page).first().waitFor();
      assert.equal(await expanded(page), "true");
      assert.equal(await input(page).getAttribute("aria-controls"), await page.getByRole("listbox").getAttribute("id"));
      const last = await options(page).count() - 1;
      assert.equal(last, 8);
      assert.equal(await active(page), -1);
      for (const [key, at] of [["ArrowDown", 0], ["ArrowDown", 1], ["ArrowUp", 0], ["ArrowUp", last], ["ArrowDown", 0], ["End", last],
        ["Home", 0], ["ArrowLeft", -1], ["ArrowUp", last], ["ArrowRight", -1]]) {
        await page.keyboard.press(key);
        assert.equal(await active(page), at, key);
      }
    });

    see("shows the active option", () => widget(), async (page) => {
      await ask(page, kQuery);
      await page.keyboard.press("ArrowUp");
      const within = await page.evaluate(() => {
        const { shadowRoot } = document.querySelector("veille-search");
        const [box, list] = ["[aria-selected=true]", "[part=popup]"].map((part) => shadowRoot.querySelector(part).getBoundingClientRect());
        return box.bottom <= list.bottom + 1 && box.top >= list.top - 1;
      });
      assert.ok(within);
    });

    see("leaves Home and End to the text while no option is active", () => widget(), async (page) => {
      await ask(page, kQuery);
      await page.keyboard.press("Home");
      const caret = () => input(page).evaluate((field) => field.selectionStart);
      assert.equal(await caret(), 0);
      await page.keyboard.press("End");
      assert.equal(await caret(), kQuery.length);
      assert.equal(await active(page), -1);
    });

    see("follows the active option by Enter", () => widget(), async (page, seen) => {
      await ask(page, kQuery);
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      await page.waitForURL(kFirstUrl);
      assert.deepEqual(seen.left, [kFirstUrl]);
    });

    for (const key of ["Control+Enter", "Meta+Enter"]) {
      see(`opens the active option in a new tab by ${key}`, () => widget(), async (page, seen) => {
        await ask(page, kQuery);
        await page.keyboard.press("ArrowDown");
        const [tab] = await Promise.all([page.context().waitForEvent("page"), page.keyboard.press(key)]);
        await tab.waitForURL(kFirstUrl);
        assert.deepEqual(seen.left, [kFirstUrl]);
        assert.ok(page.url().startsWith(host.base));
        assert.deepEqual((await events(page)).map(({ name }) => name), ["veille-search", "veille-select"]);
      });
    }

    see("goes to the page with the same filters by Enter alone", () => widget('source="eig,dta" language="fr" lang="it"'), async (page) => {
      await input(page).click();
      await page.keyboard.type("clavier");
      await page.keyboard.press("Enter");
      await page.waitForURL(`${server.base}/search?**`);
      const parameters = new URL(page.url()).searchParams;
      assert.deepEqual([...parameters].sort(), [["hl", "it"], ["language", "fr"], ["q", "clavier"], ["source", "dta"], ["source", "eig"]]);
      assert.equal(await page.locator("#q").inputValue(), "clavier");
    });

    see("closes by Escape, and clears by a second one", () => widget(), async (page) => {
      await ask(page, kQuery);
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Escape");
      assert.equal(await isOpen(page), false);
      assert.equal(await expanded(page), "false");
      assert.equal(await input(page).inputValue(), kQuery);
      assert.equal(await active(page), -1);
      await page.keyboard.press("Escape");
      assert.equal(await input(page).inputValue(), "");
    });

    see("takes Escape only while it has a use for it", () => widget(), async (page) => {
      await ask(page, kQuery);
      await page.evaluate(() => {
        window.taken = [];
        document.addEventListener("keydown", (event) => window.taken.push(event.defaultPrevented));
      });
      for (let n = 0; n < 3; ++n) await page.keyboard.press("Escape");
      assert.deepEqual(await page.evaluate(() => window.taken), [true, true, false]);
    });

    see("opens again by Down, at the first option, without another question", () => widget(), async (page, seen) => {
      await ask(page, kQuery);
      await page.keyboard.press("Escape");
      await page.keyboard.press("ArrowDown");
      assert.equal(await isOpen(page), true);
      assert.equal(await active(page), 0);
      assert.equal(seen.asked.length, 1);
    });

    see("closes by Tab, which goes on", () => widget(), async (page) => {
      await ask(page, kQuery);
      await page.keyboard.press("Tab");
      assert.equal(await isOpen(page), false);
      assert.equal(await page.evaluate(() => document.querySelector("veille-search").shadowRoot.activeElement?.part.value), "button");
      await page.keyboard.press("Tab");
      assert.equal(await page.evaluate(() => document.querySelector("veille-search").shadowRoot.activeElement), null);
      await page.keyboard.press("Shift+Tab");
      await page.keyboard.press("Enter");
      await page.waitForURL(`${server.base}/search?**`);
    });

    see("closes by Shift+Tab, too", () => `<a id="before" href="#">Avant</a>${widget()}`, async (page) => {
      await ask(page, kQuery);
      await page.keyboard.press("Shift+Tab");
      assert.equal(await isOpen(page), false);
      assert.equal(await page.evaluate(() => document.activeElement.id), "before");
    });

    see("has a shortcut where it is asked for, but not while typing elsewhere",
      () => `<input id="other"><div id="free" contenteditable="true"></div>${widget('shortcut="/"')}`, async (page) => {
        await input(page).waitFor();
        const focused = () => page.evaluate(() => document.activeElement.id || document.activeElement.localName);
        for (const id of ["other", "free"]) {
          await page.locator(`#${id}`).focus();
          await page.keyboard.press("/");
          assert.equal(await focused(), id);
        }
        assert.equal(await page.locator("#other").inputValue(), "/");
        await page.locator("#free").evaluate((field) => field.blur());
        await page.keyboard.press("/");
        assert.equal(await focused(), "veille-search");
        assert.equal(await input(page).inputValue(), "");
        assert.equal(await input(page).getAttribute("aria-keyshortcuts"), "/");
      });

    see("has no shortcut otherwise", () => widget(), async (page) => {
      await input(page).waitFor();
      await page.keyboard.press("/");
      assert.equal(await page.evaluate(() => document.activeElement.localName), "body");
    });
  });

  describe("by pointer", () => {
    see("follows a click", () => widget(), async (page, seen) => {
      await ask(page, kQuery);
      await options(page).first().click();
      await page.waitForURL(kFirstUrl);
      assert.deepEqual(seen.left, [kFirstUrl]);
    });

    see("opens a tab by the middle button, and says so", () => widget(), async (page) => {
      await ask(page, kQuery);
      // Such a tab sets out before a test can see where to: the event tells.
      await Promise.all([page.context().waitForEvent("page"), options(page).first().click({ button: "middle" })]);
      const { name, detail } = (await events(page)).at(-1);
      assert.equal(name, "veille-select");
      assert.equal(detail.url, kFirstUrl);
      assert.ok(page.url().startsWith(host.base));
    });

    see("leaves the menu of links, the focus and the active option alone", () => widget(), async (page) => {
      await ask(page, kQuery);
      await page.evaluate(() => document.addEventListener("contextmenu", (event) => { window.menu = !event.defaultPrevented; }));
      await options(page).nth(2).hover();
      assert.equal(await active(page), -1);
      await options(page).nth(2).click({ button: "right" });
      assert.equal(await page.evaluate(() => window.menu), true);
      assert.equal(await isOpen(page), true);
    });

    see("closes by a click outside, and opens by one into the text", () => widget(), async (page) => {
      await ask(page, kQuery);
      await page.locator("h1").click();
      assert.equal(await isOpen(page), false);
      await input(page).click();
      assert.equal(await isOpen(page), true);
    });
  });

  describe("asks", () => {
    see("only for what it shows, after 150 ms of rest", () => widget('source="eig, dta" tag="design"'), async (page, seen) => {
      await stopClock(page);
      await input(page).click();
      for (const letter of ["a", "c", "c"]) {
        await page.keyboard.type(letter);
        await page.clock.runFor(149);
      }
      assert.equal(seen.asked.length, 0);
      await page.clock.runFor(1);
      await page.locator("[part=popup]").waitFor();
      const [first] = questions(seen);
      assert.deepEqual([...first].sort(), [["facets", "none"], ["fields", kFields], ["hl", "fr"], ["per_page", "8"], ["q", "acc"],
        ["source", "dta"], ["source", "eig"], ["tag", "design"], ["typing", "1"]]);
      assert.ok(new URL(seen.asked[0]).origin !== host.base);
    });

    see("for as many as it is told", () => widget('limit="3"'), async (page, seen) => {
      await ask(page, kQuery);
      assert.equal(await options(page).count(), 4);
      assert.equal(questions(seen)[0].get("per_page"), "3");
    });

    see("anew once its attributes are others", () => widget(), async (page, seen) => {
      await ask(page, kQuery);
      await page.locator("veille-search").evaluate((element) => element.setAttribute("source", "eig"));
      assert.equal(await isOpen(page), false);
      await Promise.all([page.waitForResponse(/source=eig/), page.keyboard.press("ArrowDown")]);
      await options(page).first().waitFor();
      assert.deepEqual(questions(seen).map((parameters) => parameters.get("source")), [null, "eig"]);
    });

    see("for nothing once the text is empty", () => widget(), async (page, seen) => {
      await stopClock(page);
      await input(page).click();
      await page.keyboard.type("a");
      await page.keyboard.press("Backspace");
      await page.keyboard.type("  ");
      await page.clock.runFor(5000);
      assert.equal(seen.asked.length, 0);
      assert.equal(await input(page).inputValue(), "  ");
      assert.equal(await isOpen(page), false);
    });

    see("gives up an older question when there is a newer one", () => widget(), async (page) => {
      const { held, hold } = holding();
      await answerWith(page, "public", hold);
      await input(page).click();
      await page.keyboard.type("public");
      const old = await held;
      await page.keyboard.press("Control+A");
      const [failed] = await Promise.all([page.waitForEvent("requestfailed", { timeout: kGivenUpMs }), page.keyboard.type(kQuery)]);
      assert.equal(failed.url(), old.request().url());
      assert.match(failed.failure().errorText, /ABORTED/);
      await options(page).filter({ hasText: kFirstTitle }).waitFor();
      assert.deepEqual((await events(page)).map(({ detail }) => detail.query), [kQuery]);
    });

    see("and shows no older answer even where nothing can be given up", () => widget(), async (page) => {
      // A fetch that does not listen to its signal.
      await page.evaluate(() => {
        const real = window.fetch;
        window.late = [];
        window.fetch = async (url) => {
          const response = await real(url);
          if (new URL(url).searchParams.get("q") === "public") await new Promise((resolve) => window.late.push(resolve));
          return response;
        };
      });
      await input(page).click();
      await page.keyboard.type("public");
      await page.waitForFunction(() => window.late.length === 1);
      await page.keyboard.press("Control+A");
      await page.keyboard.type(kQuery);
      await options(page).filter({ hasText: kFirstTitle }).waitFor();
      const shown = await titles(page);
      await page.evaluate(async () => {
        window.late[0]();
        // The answer's body is read by other tasks.
        for (let n = 0; n < 20; ++n) await new Promise((resolve) => setTimeout(resolve));
      });
      assert.deepEqual(await titles(page), shown);
      assert.deepEqual((await events(page)).map(({ detail }) => detail.query), [kQuery]);
    });

    see("for nothing while an input method composes", () => widget(), async (page, seen) => {
      await stopClock(page);
      await input(page).click();
      const keys = await page.context().newCDPSession(page);
      await keys.send("Input.imeSetComposition", { text: "clavi", selectionStart: 5, selectionEnd: 5 });
      assert.equal(await input(page).inputValue(), "clavi");
      await page.clock.runFor(2000);
      assert.equal(seen.asked.length, 0);
      await keys.send("Input.insertText", { text: "clavier" });
      await page.clock.runFor(150);
      await options(page).first().waitFor();
      assert.deepEqual(questions(seen).map((parameters) => parameters.get("q")), ["clavier"]);
    });

    see("and leaves the keys of a composition to it", () => widget(), async (page) => {
      await ask(page, kQuery);
      for (const key of ["ArrowDown", "Enter", "Escape"]) {
        const taken = await input(page).evaluate((field, name) => !field.dispatchEvent(
          new KeyboardEvent("keydown", { key: name, isComposing: true, cancelable: true, bubbles: true })), key);
        assert.equal(taken, false, key);
      }
      assert.equal(await isOpen(page), true);
      assert.equal(await active(page), -1);
    });
  });

  describe("shows", () => {
    see("title, language, kind, source, date and a snippet with marks", () => widget(), async (page) => {
      await ask(page, kQuery);
      const first = options(page).first();
      assert.equal(await first.getAttribute("href"), kFirstUrl);
      assert.equal(await first.locator("[part=title]").getAttribute("lang"), "fr");
      assert.deepEqual(await first.locator("[part=meta] span").allInnerTexts(), ["Article", "Entrepreneurs d'intérêt général", "30 août 2019"]);
      assert.ok((await first.locator("mark").allInnerTexts()).includes("accessibilité"));
      assert.doesNotMatch(await first.locator("[part=snippet]").innerText(), /&#?\w+;|<\/?mark>/);
      const other = options(page).filter({ has: page.locator("[part=title][lang=en]") }).first();
      assert.equal((await other.locator("[part=meta] span").allInnerTexts()).at(-1), "anglais");
      await shoot(page, "widget_open");
    });

    see("all results last, and the page has as many", () => widget(), async (page, seen) => {
      await ask(page, "acc");
      const [{ detail: { total } }] = await events(page);
      assert.ok(total > 8);
      assert.equal(await options(page).last().innerText(), `Les ${total} résultats`);
      await page.keyboard.press("ArrowUp");
      await page.keyboard.press("Enter");
      await page.waitForURL(`${server.base}/search?**`);
      assert.equal(Number.parseInt(await page.locator(".total").innerText(), 10), total);
      assert.equal(new URL(page.url()).searchParams.get("hl"), "fr");
      assert.equal(seen.asked.length, 1);
    });

    see("how many were found, to screen readers, after 1.4 s of rest", () => widget(), async (page) => {
      const status = page.locator("[role=status]");
      await stopClock(page);
      await input(page).click();
      await page.keyboard.type("acc");
      await page.clock.runFor(150);
      await options(page).first().waitFor();
      await page.clock.runFor(1249);
      assert.equal(await status.innerText(), "");
      await page.clock.runFor(1);
      const [{ detail: { total } }] = await events(page);
      assert.equal(await status.innerText(), `${total} résultats`);
      await page.keyboard.type("e");
      assert.equal(await status.innerText(), "");
      const box = await status.boundingBox();
      assert.ok(box.width <= 1 && box.height <= 1, "it is not seen");
    });

    see("that nothing was found, and what may be meant", () => widget(), async (page, seen) => {
      await input(page).click();
      await page.keyboard.type("acessibilte");
      await options(page).first().waitFor();
      assert.equal(await page.locator("[part=message]").innerText(), "Rien n’a été trouvé.");
      assert.deepEqual(await options(page).allInnerTexts(), ["Vouliez-vous dire : accessibilité"]);
      await shoot(page, "widget_suggestion");
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      await options(page).filter({ hasText: kFirstTitle }).waitFor();
      assert.equal(await input(page).inputValue(), "accessibilité");
      assert.equal(await expanded(page), "true");
      assert.ok(page.url().startsWith(host.base));
      assert.deepEqual(seen.left, []);
    });

    see("that nothing was found where nothing is near", () => widget('lang="de"'), async (page) => {
      await input(page).click();
      await page.keyboard.type("qqqqqqqqqq");
      await page.getByText("Nichts gefunden.").first().waitFor();
      assert.equal(await options(page).count(), 0);
      assert.equal(await expanded(page), "false");
      assert.equal(await page.getByRole("listbox").count(), 0);
    });

    see("what was corrected", () => widget(), async (page) => {
      await ask(page, "acesibilite clavier");
      assert.match(await page.locator("[part=message]").innerText(), /acesibilite.*accessibilité/);
    });

    see("hostile answers as text", () => widget(), async (page) => {
      const evil = '<img class="evil" src="x" onerror="alert(1)">';
      const result = {
        title: `T ${evil}`, url: "javascript:alert(2)", language: "en", date: "2020-01-02", kind: "constructor",
        source: { id: "s", title: `S ${evil}` },
        snippet: `a <mark>${evil}</mark> &lt;b&gt; &amp;lt; &quot;q&quot; &#39;s&#39; <script class="evil">alert(3)</script> <mark>open`,
      };
      const far = { ...result, url: "data:text/html,evil", snippet: "" };
      const near = { ...result, url: "/a/relative?address#x" };
      await answerWith(page, "evil", (route) => route.fulfill({
        headers: { "access-control-allow-origin": "*" },
        json: { query: { text: "", suggestion: null, corrected: false, notice: null }, total: { works: 3 }, results: [result, far, near], facets: {} },
      }));
      await input(page).click();
      await page.keyboard.type("evil");
      await options(page).first().waitFor();
      assert.equal(await page.locator(".evil, veille-search img, veille-search script").count(), 0);
      assert.deepEqual(await options(page).first().locator("mark").allInnerTexts(), [evil]);
      assert.equal(await options(page).first().locator("[part=snippet]").textContent(),
        `a ${evil} <b> &lt; "q" 's' <script class="evil">alert(3)</script> <mark>open`);
      const addresses = await options(page).evaluateAll((all) => all.map((option) => option.href));
      for (const address of addresses.slice(0, 2)) assert.ok(address.startsWith(`${server.base}/search?q=evil`), address);
      assert.equal(addresses[2], `${server.base}/a/relative?address#x`);
    });
  });

  describe("says that the search fails", () => {
    const failures = {
      "the server cannot be reached": (route) => route.abort("connectionrefused"),
      "the server fails": (route) => route.fulfill({ status: 500, headers: { "access-control-allow-origin": "*" }, body: "{}" }),
      "the answer is no JSON": (route) => route.fulfill({ headers: { "access-control-allow-origin": "*" }, body: "<!doctype html>" }),
      "the answer is another JSON": (route) => route.fulfill({ headers: { "access-control-allow-origin": "*" }, json: { results: 1 } }),
    };
    for (const [name, answer] of Object.entries(failures)) {
      see(`when ${name}, and recovers`, () => widget(), async (page, seen) => {
        await answerWith(page, "public", answer);
        await input(page).click();
        await page.keyboard.type("public");
        await options(page).first().waitFor();
        assert.equal(await page.locator("[part=message]").innerText(), "La recherche est injoignable.");
        const [option] = await options(page).all();
        assert.equal(await option.getAttribute("href"), `${server.base}/search?q=public&hl=fr`);
        const [{ name: event, detail }] = await events(page);
        assert.equal(event, "veille-error");
        assert.equal(detail.query, "public");
        await page.keyboard.press("Control+A");
        await page.keyboard.type(kQuery);
        await options(page).filter({ hasText: kFirstTitle }).waitFor();
        assert.equal(await page.locator("[part=message]").innerText(), "");
        // The browser itself notes a request that failed; an exception would be another line.
        const noise = seen.faults.splice(0);
        assert.deepEqual(noise.filter((fault) => !/^console: Failed to load resource|^500 from /.test(fault)), []);
      });
    }

    see("when no answer comes in ten seconds", () => widget(), async (page, seen) => {
      await answerWith(page, "public", () => {});
      await stopClock(page);
      await input(page).click();
      await page.keyboard.type("public");
      await Promise.all([page.waitForRequest(/q=public/), page.clock.runFor(150)]);
      await page.clock.runFor(9_999);
      assert.equal(await isOpen(page), false);
      await page.clock.runFor(1);
      await page.getByRole("option", { name: "Ouvrir la page de recherche" }).waitFor();
      assert.equal((await events(page))[0].name, "veille-error");
      assert.equal(seen.asked.length, 1);
    });

    test("by leaving the link when its styles cannot be had", { timeout: kTestMs }, () => visit(browser, host.base, {}, async (page, seen) => {
      await page.context().route(`${server.base}/**`, (route) => (route.request().url().endsWith(".css") ? route.abort() : route.continue()));
      await page.addInitScript(() => document.addEventListener("veille-error", () => { window.failed = true; }));
      await page.goto(host.put(blog(widget())));
      await page.waitForFunction(() => window.failed);
      assert.ok(await page.getByRole("link", { name: "Rechercher" }).isVisible());
      assert.equal(await input(page).count(), 0);
      assert.match(seen.faults.splice(0).join(), /^console: Failed to load resource: [^,]*$/);
    }));
  });

  describe("tells the page", () => {
    see("what was searched and opened", () => widget('id="mine"'), async (page) => {
      await ask(page, kQuery);
      await page.evaluate(() => document.addEventListener("veille-select", (event) => { window.selected = event.detail; }));
      await page.locator("veille-search").evaluate((element) => element.addEventListener("click", (event) => event.preventDefault()));
      await options(page).nth(1).click();
      await options(page).last().click();
      assert.equal(await active(page), -1);
      const [searched, second, all] = await events(page);
      assert.equal(searched.name, "veille-search");
      assert.equal(searched.detail.query, kQuery);
      assert.equal(searched.detail.total, Number.parseInt(/\d+/.exec(await options(page).last().innerText())[0], 10));
      assert.ok(Number.isInteger(searched.detail.took_ms) && searched.detail.took_ms >= 0);
      assert.deepEqual(second.detail, { query: kQuery, url: await options(page).nth(1).getAttribute("href"), position: 2 });
      assert.equal(all.detail.position, null);
      for (const event of [searched, second, all]) assert.deepEqual([event.composed, event.target], [true, "mine"]);
    });
  });

  describe("offers facets where it is asked to", () => {
    see("with counts, at once, and for the page, too", () => widget('facets="country,year" source="eig,dta"'), async (page, seen) => {
      await ask(page, kQuery);
      const france = page.getByRole("button", { name: "France" });
      const promised = Number.parseInt((await france.innerText()).match(/\d+$/)[0], 10);
      assert.equal(await france.getAttribute("aria-pressed"), "false");
      await shoot(page, "widget_facets");
      await page.keyboard.press("Tab");
      assert.equal(await isOpen(page), true, "the toggles can be reached");
      while (!await france.evaluate((button) => button === button.getRootNode().activeElement)) await page.keyboard.press("Tab");
      await Promise.all([page.waitForResponse(/country=FR/), page.keyboard.press("Space")]);
      await page.waitForFunction(() => window.heard.length === 2);
      assert.equal((await events(page))[1].detail.total, promised);
      assert.equal(await france.getAttribute("aria-pressed"), "true");
      assert.ok(await france.evaluate((button) => button === button.getRootNode().activeElement), "the focus stays");
      assert.equal(questions(seen)[0].get("facets"), "country,year");
      await page.keyboard.press("Escape");
      assert.equal(await isOpen(page), false);
      assert.equal(await active(page), -1);
      await page.keyboard.press("Enter");
      await page.waitForURL(`${server.base}/search?**`);
      assert.deepEqual(new URL(page.url()).searchParams.getAll("country"), ["FR"]);
    });

    see("and stays open from the text to the last of them, no further", () => widget('facets="country"'), async (page) => {
      await ask(page, kQuery);
      const focused = () => page.evaluate(() => document.querySelector("veille-search").shadowRoot.activeElement?.part.value);
      const toggles = await page.locator("[part~=facet]").count();
      assert.ok(toggles > 1);
      await page.keyboard.press("Tab");
      await page.keyboard.press("Shift+Tab");
      assert.equal(await focused(), "input");
      assert.equal(await isOpen(page), true);
      for (let n = 0; n < toggles; ++n) {
        await page.keyboard.press("Tab");
        assert.equal(await focused(), "facet");
        assert.equal(await isOpen(page), true);
      }
      await page.keyboard.press("Tab");
      assert.equal(await focused(), "button");
      assert.equal(await isOpen(page), false);
    });

    see("but none that the page has settled, and none by default", () => widget('facets="source,nonsense" source="eig"'), async (page, seen) => {
      await ask(page, kQuery);
      assert.equal(questions(seen)[0].get("facets"), "none");
      assert.equal(await page.locator("[part~=facet]").count(), 0);
    });
  });

  describe("speaks", () => {
    const kLabels = {
      en: "Search publications", fr: "Chercher dans les publications", de: "Veröffentlichungen durchsuchen",
      it: "Cerca nelle pubblicazioni", es: "Buscar en las publicaciones",
    };
    for (const [code, label] of Object.entries(kLabels)) {
      see(`${code} by its own attribute`, () => widget(`lang="${code}"`), async (page, seen) => {
        await page.getByRole("combobox", { name: label }).waitFor();
        await ask(page, "acc", "");
        assert.equal(questions(seen)[0].get("hl"), code);
      });
    }

    see("the page's language, nearest first", () => `<div lang="de-AT"><p lang=""><span>${widget()}</span></p></div>`,
      (page) => page.getByRole("combobox", { name: kLabels.de }).waitFor());
    see("the browser's where the page says nothing", () => widget(), (page) => page.getByRole("combobox", { name: kLabels.it }).waitFor(),
      { settings: { locale: "it-IT" }, page: () => ({ lang: "" }) });
    see("English where it does not know the language", () => widget('lang="pt"'),
      (page) => page.getByRole("combobox", { name: kLabels.en }).waitFor());
    see("what the page says itself", () => widget('label="Les billets" placeholder="Un mot"'), async (page) => {
      await page.getByRole("combobox", { name: "Les billets" }).waitFor();
      assert.equal(await input(page).getAttribute("placeholder"), "Un mot");
      await page.locator("veille-search").evaluate((element) => element.setAttribute("label", "Autrement"));
      await page.getByRole("combobox", { name: "Autrement" }).waitFor();
    });
    for (const [code, told] of [["en", "1 result"], ["fr", "1 résultat"], ["de", "1 Ergebnis"]]) {
      see(`of a single result in ${code}`, () => widget(`lang="${code}"`), async (page) => {
        await ask(page, "porcelain", "");
        await page.locator("[role=status]").getByText(told, { exact: true }).waitFor();
        assert.equal(await options(page).count(), 2);
      });
    }
  });

  describe("lives on a page", () => {
    see("twice, each for itself", () => `<div class="columns">${widget('id="one" source="eig"')}${widget('id="two" lang="de" source="dta"')}</div>`, async (page, seen) => {
      const [one, two] = [page.locator("#one"), page.locator("#two")];
      await one.getByRole("combobox").click();
      await page.keyboard.type(kQuery);
      await one.getByRole("option").first().waitFor();
      assert.equal(await two.getByRole("option").count(), 0);
      await two.getByRole("combobox").click();
      assert.equal(await one.locator("[part=popup]").isVisible(), false);
      await page.keyboard.type("design");
      await two.getByRole("option").first().waitFor();
      assert.equal(await one.getByRole("combobox").inputValue(), kQuery);
      assert.deepEqual(questions(seen).map((parameters) => [parameters.get("source"), parameters.get("hl")]), [["eig", "fr"], ["dta", "de"]]);
      const ids = await page.evaluate(() => [...document.querySelectorAll("veille-search")]
        .flatMap((element) => [...element.shadowRoot.querySelectorAll("[id]")].map(({ id }) => id)));
      assert.ok(ids.length > 6);
      assert.equal(new Set(ids).size, ids.length);
    }, { page: () => ({ head: `${script()}<style>.columns { display: grid; grid-template-columns: 1fr 1fr }</style>` }) });

    see("with its script twice, under two addresses", () => widget(), (page) => ask(page, kQuery),
      { page: () => ({ head: script() + script("?again") }) });

    see("when it is made by a script, before and after its definition", () => '<p id="place"></p>', async (page) => {
      await page.evaluate(async (base) => {
        const make = () => document.createElement("veille-search");
        document.querySelector("#place").append(make());
        await import(`${base}/widget.js`);
        document.querySelector("#place").append(make());
      }, server.base);
      await input(page).nth(1).waitFor();
      assert.equal(await input(page).count(), 2);
    }, { page: () => ({ head: "" }) });

    see("when its script runs before the rest is read", () => widget(), (page) => ask(page, kQuery),
      { page: () => ({ head: script().replace("<script", "<script async") }) });

    see("when it is moved", () => `${widget('shortcut="/"')}<section></section>`, async (page) => {
      await ask(page, kQuery);
      await page.evaluate(() => document.querySelector("section").append(document.querySelector("veille-search")));
      assert.equal(await isOpen(page), false);
      await page.keyboard.press("/");
      await page.keyboard.type("design");
      await page.waitForFunction(() => window.heard.some(({ detail }) => detail.query === "design"));
      await page.locator("h1").click();
      assert.equal(await isOpen(page), false);
    });

    test("until it is removed, and then leaves nothing behind", { timeout: kTestMs }, () => visit(browser, host.base, {}, async (page) => {
      await page.context().route(`${server.base}/**`, (route) => route.continue());
      await page.addInitScript(() => {
        const add = EventTarget.prototype.addEventListener;
        window.ends = [];
        document.addEventListener = function note(name, listener, options) {
          window.ends.push(options?.signal);
          return add.call(document, name, listener, options);
        };
      });
      await page.goto(host.put(blog(widget('shortcut="/"'))));
      const { held, hold } = holding();
      await answerWith(page, "public", hold);
      await input(page).click();
      await page.keyboard.type("public");
      const old = await held;
      const [failed] = await Promise.all([
        page.waitForEvent("requestfailed", { timeout: kGivenUpMs }), page.evaluate(() => document.querySelector("veille-search").remove())]);
      assert.equal(failed.url(), old.request().url());
      const ends = await page.evaluate(() => window.ends.map((signal) => signal?.aborted));
      assert.ok(ends.length >= 2);
      assert.ok(ends.every((ended) => ended === true), String(ends));
    }));

    see("as a link without JavaScript", () => widget(), async (page) => {
      const fallback = page.getByRole("link", { name: "Rechercher" });
      assert.ok(await fallback.isVisible());
      await fallback.click();
      await page.waitForURL(`${server.base}/search?hl=fr`);
      assert.equal(await page.getByRole("searchbox").count(), 1);
    }, { settings: { javaScriptEnabled: false } });

    see("in place of the link with JavaScript", () => widget(), async (page) => {
      await input(page).waitFor();
      assert.equal(await page.getByRole("link", { name: "Rechercher" }).isVisible(), false);
    });

    see("under the address that `server` names", () => widget('server="http://127.0.0.1:1/under/a/path"'), async (page) => {
      await input(page).waitFor();
      assert.equal(await page.locator("form").evaluate((form) => form.action), "http://127.0.0.1:1/under/a/path/search");
    });

    see("under its own address when `server` names none", () => widget('server="javascript:alert(1)"'), (page) => ask(page, kQuery));
  });

  describe("under a strict content security policy", () => {
    const policy = () => ({ "Content-Security-Policy": `default-src 'none'; script-src ${server.base}; connect-src ${server.base}` });

    test("works without any violation", { timeout: kTestMs }, () => visitHost(host.put(blog(widget('facets="country"')), policy()), {}, async (page) => {
      await ask(page, kQuery);
      await page.keyboard.press("ArrowDown");
      const styled = await page.locator("[part=popup]").evaluate((popup) => getComputedStyle(popup).position);
      assert.equal(styled, "absolute");
      assert.equal(await page.locator("veille-search [style], veille-search style").count(), 0);
      assert.deepEqual(await page.evaluate(() => window.violations), []);
    }));

    test("and would be told of one", { timeout: kTestMs }, () => visitHost(host.put(blog(widget()), policy()), {}, async (page, seen) => {
      await input(page).waitFor();
      await page.evaluate(() => document.querySelector("veille-search").shadowRoot.querySelector("form").setAttribute("style", "color: red"));
      await page.waitForFunction(() => window.violations.length > 0);
      assert.match(seen.faults.splice(0).join(), /Content Security Policy/);
    }));

    test("and leaves the server's page to readers without leave to read it", { timeout: kTestMs }, async () => {
      // Another site, which the server was not told of.
      const stranger = await Host.start();
      try {
        await visit(browser, stranger.base, {}, async (page, seen) => {
          await page.context().route(`${server.base}/**`, (route) => route.continue());
          await page.goto(stranger.put(blog(widget())));
          await input(page).click();
          await page.keyboard.type(kQuery);
          await page.getByRole("option", { name: "Ouvrir la page de recherche" }).waitFor();
          assert.ok(seen.faults.length > 0);
          for (const fault of seen.faults.splice(0)) assert.match(fault, /CORS|Failed to load resource/);
        });
      } finally {
        await stranger.stop();
      }
    });
  });

  describe("meets WCAG 2.2 AA", () => {
    const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
    const kTags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

    async function violations(page) {
      if (!await page.evaluate(() => "axe" in window)) await page.evaluate(axe);
      const found = await page.evaluate((tags) => window.axe.run("veille-search", { runOnly: { type: "tag", values: tags } }), kTags);
      assert.ok(found.passes.some(({ id }) => id === "aria-allowed-attr"), "axe has looked into the shadow root");
      return found.violations.flatMap((v) => v.nodes.map((node) => `${v.id}: ${node.html} ${node.failureSummary}`));
    }

    const kStates = {
      "closed": (page) => input(page).waitFor(),
      "open": (page) => ask(page, kQuery),
      "with an active option": async (page) => { await ask(page, kQuery); await page.keyboard.press("ArrowDown"); },
      "with a chosen facet": async (page) => {
        await ask(page, kQuery);
        await page.getByRole("button", { name: "France" }).click();
        await page.locator("[aria-pressed=true]").waitFor();
      },
      "with nothing found": async (page) => {
        await input(page).click();
        await page.keyboard.type("qqqqqqqqqq");
        await page.locator("[part=message]").waitFor();
      },
      "with a suggestion": async (page) => { await input(page).click(); await page.keyboard.type("acessibilte"); await options(page).first().waitFor(); },
    };
    for (const [name, reach] of Object.entries(kStates)) {
      for (const [size, settings] of [["wide", {}], ["narrow", kNarrow]]) {
        see(`${name}, ${size}, light and dark`, () => widget('facets="country,year"'), async (page) => {
          await reach(page);
          for (const colorScheme of ["light", "dark"]) {
            await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
            assert.deepEqual(await violations(page), [], colorScheme);
          }
        }, { settings });
      }
    }

    see("and would be told of a violation", () => widget(), async (page) => {
      await ask(page, kQuery);
      await input(page).evaluate((field) => { field.removeAttribute("aria-label"); field.placeholder = ""; });
      assert.match((await violations(page)).join(), /label/);
    });

    see("in the size of everything that is touched", () => widget('facets="country,year"'), async (page) => {
      await ask(page, kQuery);
      const boxes = await page.locator("[part~=option], [part~=facet], [part=button], [part=input]").evaluateAll(
        (all) => all.map((one) => one.getBoundingClientRect()).map(({ width, height }) => [width, height]));
      assert.ok(boxes.length > 12);
      for (const [width, height] of boxes) assert.ok(width >= 24 && height >= 24, `${width} by ${height}`);
    }, { settings: kNarrow });
  });

  describe("looks right", () => {
    const lightness = (page, part, property) => page.locator(`[part=${part}]`).evaluate(
      (one, name) => getComputedStyle(one)[name].match(/\d+/g).slice(0, 3).reduce((sum, c) => sum + Number(c), 0), property);

    see("on a narrow screen", () => widget('facets="country"'), async (page) => {
      await ask(page, kQuery);
      await page.keyboard.press("ArrowDown");
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), kNarrow.viewport.width);
      await shoot(page, "widget_narrow");
    }, { settings: kNarrow });

    see("in the dark that the reader asks for", () => widget('facets="country"'), async (page) => {
      await ask(page, kQuery);
      await page.keyboard.press("ArrowDown");
      assert.ok(await lightness(page, "popup", "backgroundColor") < 150);
      assert.ok(await lightness(page, "popup", "color") > 600);
      await shoot(page, "widget_dark");
    }, { settings: { colorScheme: "dark" }, page: () => ({ head: `${script()}<style>body { background: #101216; color: #ddd }</style>` }) });

    for (const [scheme, reader, dark] of [["dark", "light", true], ["light", "dark", false], ["light dark", "dark", true]]) {
      see(`on a page that is ${scheme} for a reader of ${reader}`, () => widget(), async (page) => {
        await input(page).waitFor();
        assert.equal(await lightness(page, "input", "backgroundColor") < 150, dark);
      }, { settings: { colorScheme: reader }, page: () => ({ head: `${script()}<style>:root { color-scheme: ${scheme} }</style>` }) });
    }

    see("in the page's own colours", () => widget(), async (page) => {
      await ask(page, kQuery);
      const style = (part, name) => page.locator(`[part~=${part}]`).first().evaluate((one, property) => getComputedStyle(one)[property], name);
      assert.equal(await style("button", "backgroundColor"), "rgb(10, 80, 20)");
      assert.match(await style("input", "fontFamily"), /monospace/);
      assert.equal(await style("title", "textTransform"), "uppercase");
      await page.keyboard.press("ArrowDown");
      assert.equal(await style("active", "backgroundColor"), "rgb(1, 2, 3)");
    }, { page: () => ({ head: `${script()}<style>veille-search { --veille-accent: #0a5014; --veille-font: monospace }
        veille-search::part(title) { text-transform: uppercase } veille-search::part(active) { background: rgb(1 2 3); transition: none }</style>` }) });

    see("from right to left", () => `<div dir="rtl">${widget()}</div>`, async (page) => {
      await ask(page, kQuery);
      const [field, button] = [await input(page).boundingBox(), await page.locator("[part=button]").boundingBox()];
      assert.ok(button.x + button.width <= field.x + 2);
      assert.equal(await page.locator("[part=title]").first().evaluate((title) => getComputedStyle(title).direction), "ltr");
      await shoot(page, "widget_rtl");
    });

    see("in forced colours, with the active option told apart", () => widget('facets="country"'), async (page) => {
      await ask(page, kQuery);
      await page.keyboard.press("ArrowDown");
      const outlines = await options(page).evaluateAll((all) => all.slice(0, 2).map((one) => getComputedStyle(one).outlineStyle));
      assert.deepEqual(outlines, ["solid", "none"]);
      await shoot(page, "widget_forced_colors");
    }, { settings: { forcedColors: "active" } });

    for (const [wish, expected] of [["reduce", "0s"], ["no-preference", "0.1s"]]) {
      see(`to readers whose wish about motion is ${wish}`, () => widget(), async (page) => {
        await ask(page, kQuery);
        assert.equal(await options(page).first().evaluate((one) => getComputedStyle(one).transitionDuration), expected);
      }, { settings: { reducedMotion: wish } });
    }
  });

  describe("is small", () => {
    for (const [name, most] of [["widget.js", 8192], ["widget.css", 2560]]) {
      test(`in ${name}`, async () => {
        const response = await fetch(`${server.base}/${name}`);
        assert.equal(response.status, 200);
        const body = await response.text();
        assert.equal(body, readFileSync(path.join(root, "searchd/web/widget", name), "utf8"), "the server has this very file");
        assert.ok(gzipped(body) <= most, `${gzipped(body)} bytes`);
      });
    }

    test("in its first answer", async () => {
      const response = await fetch(`${server.base}/api/v1/search?q=a&typing=1&per_page=10&hl=en&facets=none&fields=${kFields}`);
      const body = await response.text();
      assert.equal(JSON.parse(body).results.length, 10);
      assert.ok(gzipped(body) <= 6144, `${gzipped(body)} bytes`);
    });
  });
});
