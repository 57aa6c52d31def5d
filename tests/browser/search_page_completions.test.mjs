// Completions of what is typed: every kind of them, by keyboard and pointer, and when they must not come.
import assert from "node:assert/strict";
import { describe } from "node:test";
import { address, box, holding, kNarrow, kSuite, onSample, options, parameters, shoot, total, violations,
  waitForSearch } from "./search_page.mjs";

const list = (page) => page.locator("[role=listbox]");
const option = (page, name) => options(page).filter({ hasText: name }).first();

async function complete(page, text) {
  await box(page).press("End");
  await page.keyboard.type(text);
  await options(page).first().waitFor();
}

/// The number of the active option; -1 when none is. What the box says and what the options say must agree.
async function active(page) {
  const found = await page.evaluate(() => {
    const id = document.querySelector("#q").getAttribute("aria-activedescendant");
    const all = [...document.querySelectorAll("[role=option]")];
    return { named: id ? all.findIndex((one) => one.id === id) : -1, focused: document.activeElement.id,
      selected: all.flatMap((one, n) => (one.ariaSelected === "true" ? [n] : [])) };
  });
  assert.deepEqual(found.selected, found.named < 0 ? [] : [found.named]);
  assert.equal(found.focused, "q", "the focus stays in the box");
  return found.named;
}

/// Presses Down until the option of this name is active.
async function reach(page, name) {
  const wanted = await option(page, name).getAttribute("id");
  for (let n = 0; n < 9 && await box(page).getAttribute("aria-activedescendant") !== wanted; ++n) await page.keyboard.press("ArrowDown");
  assert.equal(await box(page).getAttribute("aria-activedescendant"), wanted);
}

/// Gives other suggestions to every question.
const answer = (page, suggestions) => page.context().route("**/api/v1/suggest?*", (route) => route.fulfill({ json: { suggestions } }));

describe("completions", kSuite, () => {
  const { see } = onSample();

  describe("of every kind", () => {
    see("a word completes the text, which is searched", address({ hl: "en", country: "FR" }), {}, async (page) => {
      await complete(page, "open da");
      await reach(page, "open data");
      await page.keyboard.press("Enter");
      await waitForSearch(page, { q: "open data", country: "FR" });
      assert.equal(await box(page).inputValue(), "open data");
      assert.equal(await list(page).isVisible(), false);
      assert.equal(await active(page), -1);
    });

    for (const [kind, typed, name, parameter, value] of [["Tag", "open da", "open data", "tag", "open data"],
      ["Country", "fra", "France", "country", "FR"], ["Author", "matil", "Matilda Brolga", "author", "matilda brolga"]]) {
      see(`a ${parameter} becomes a filter, in place of its words`, address({ hl: "en" }), {}, async (page) => {
        await complete(page, typed);
        const chosen = options(page).filter({ hasText: kind }).first();
        assert.match(await chosen.innerText(), new RegExp(`^${name}\\s*${kind}$`));
        await chosen.click();
        await waitForSearch(page, { [parameter]: value, q: [] });
        assert.equal(await box(page).inputValue(), "");
        assert.ok(await page.locator(`input[name=${parameter}][value="${value}"]`).isChecked());
        assert.ok(await total(page) > 0);
        assert.equal(await page.evaluate(() => document.activeElement.id), "q");
      });
    }

    see("words that are not of the name stay", address({ hl: "en" }), {}, async (page) => {
      await answer(page, [{ type: "tag", text: "Données ouvertes", value: "donnees ouvertes", works: 1 }]);
      await complete(page, "budget donnees ouv");
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      await waitForSearch(page, { q: "budget", tag: "donnees ouvertes" });
    });

    see("a title leads to the publication", address({ hl: "en" }), {}, async (page, seen) => {
      await complete(page, "open tra");
      const title = option(page, "Open transport data");
      assert.equal(await title.locator("span").getAttribute("lang"), "en");
      await title.click();
      await page.waitForURL("https://codeforaustralia.example/**");
      assert.equal(seen.left.length, 1);
    });

    see("are eight at most, the kinds taking turns", address({ hl: "en" }), {}, async (page) => {
      const many = (type) => [1, 2, 3, 4].map((n) => ({ type, text: `ma${type}${n}`, value: `${n}`, url: `https://a.example/${n}`, language: "fr" }));
      await answer(page, ["word", "tag", "country", "author", "title"].flatMap(many));
      await complete(page, "ma");
      assert.deepEqual((await options(page).locator("span").allInnerTexts()).map((text) => text.slice(2)),
        ["word1", "word2", "tag1", "tag2", "country1", "country2", "author1", "title1"]);
    });

    see("lead nowhere else", address({ hl: "en" }), {}, async (page) => {
      const hostile = "<img class=evil src=x onerror=alert(1)>";
      await answer(page, [{ type: "title", text: "bad", url: "javascript:alert(1)", language: "en" }, { type: "word", text: hostile },
        { type: "tag", text: hostile, value: `"${hostile}` }]);
      await complete(page, "x");
      assert.equal(await options(page).count(), 2);
      assert.equal(await options(page).first().locator("span").innerText(), hostile);
      assert.equal(await page.locator(".evil, script").count(), 1);
      for (const href of await options(page).evaluateAll((all) => all.map((one) => one.href))) assert.match(href, /^http:\/\/127\.0\.0\.1:\d+\/search\?/);
    });
  });

  describe("by keyboard alone", () => {
    see("are walked around, over the text", address({ hl: "en" }), {}, async (page) => {
      assert.equal(await box(page).getAttribute("aria-expanded"), "false");
      await complete(page, "ma");
      await shoot(page, "completions", false);
      assert.equal(await box(page).getAttribute("aria-expanded"), "true");
      assert.equal(await box(page).getAttribute("aria-controls"), await list(page).getAttribute("id"));
      const last = await options(page).count() - 1;
      assert.equal(last, 7);
      for (const [key, at] of [["ArrowDown", 0], ["ArrowDown", 1], ["ArrowUp", 0], ["ArrowUp", -1], ["ArrowUp", last], ["ArrowDown", -1],
        ["ArrowDown", 0], ["End", last], ["Home", 0], ["ArrowLeft", -1], ["ArrowUp", last], ["ArrowRight", -1]]) {
        await page.keyboard.press(key);
        assert.equal(await active(page), at, key);
      }
      const caret = () => box(page).evaluate((field) => field.selectionStart);
      await page.keyboard.press("Home");
      assert.equal(await caret(), 0);
      await page.keyboard.press("End");
      assert.equal(await caret(), 2);
      assert.equal(await active(page), -1);
    });

    see("leave Enter to the form while none is active", address({ hl: "en" }), {}, async (page) => {
      await complete(page, "ma");
      await page.keyboard.press("Enter");
      await waitForSearch(page, { q: "ma" });
      assert.equal(await list(page).isVisible(), false);
    });

    see("close by Escape, whose second clears and searches", address({ hl: "en" }), {}, async (page) => {
      await complete(page, "ma");
      await page.evaluate(() => {
        window.taken = [];
        document.addEventListener("keydown", (event) => window.taken.push(event.defaultPrevented));
      });
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Escape");
      assert.equal(await list(page).isVisible(), false);
      assert.equal(await box(page).getAttribute("aria-expanded"), "false");
      assert.equal(await box(page).inputValue(), "ma");
      await page.keyboard.press("Escape");
      assert.equal(await box(page).inputValue(), "");
      await page.waitForURL((url) => !url.searchParams.has("q"));
      await page.keyboard.press("Escape");
      assert.deepEqual(await page.evaluate(() => window.taken), [true, true, true, false]);
    });

    see("open again by Down, at the first, and by Up, at the last", address({ hl: "en" }), {}, async (page) => {
      await complete(page, "ma");
      for (const [key, at] of [["ArrowDown", 0], ["ArrowUp", 7]]) {
        await page.keyboard.press("Escape");
        await page.keyboard.press(key);
        await options(page).first().waitFor();
        await page.waitForFunction(() => document.querySelector("#q").hasAttribute("aria-activedescendant"));
        assert.equal(await active(page), at, key);
      }
    });

    for (const key of ["Tab", "Shift+Tab"]) {
      see(`close by ${key}, which goes on`, address({ hl: "en" }), {}, async (page) => {
        await complete(page, "ma");
        await page.keyboard.press(key);
        assert.equal(await list(page).isVisible(), false);
        assert.notEqual(await page.evaluate(() => document.activeElement.id), "q");
      });
    }
  });

  describe("stay away", () => {
    see("until a key is typed", address({ hl: "en", q: "ma" }), {}, async (page) => {
      const asked = [];
      page.on("request", (request) => asked.push(request.url()));
      await box(page).click();
      await page.waitForTimeout(400);
      assert.deepEqual(asked.filter((one) => one.includes("suggest")), []);
      assert.equal(await list(page).isVisible(), false);
    });

    see("after the search was sent, though their answer is late", address({ hl: "en" }), {}, async (page) => {
      const { held, hold } = holding();
      await page.context().route("**/api/v1/suggest?*", hold);
      await box(page).press("End");
      await page.keyboard.type("ma");
      const late = (await held).request().url();
      await Promise.all([page.waitForEvent("requestfailed", (request) => request.url() === late), page.keyboard.press("Enter")]);
      await waitForSearch(page, { q: "ma" });
      assert.equal(await list(page).isVisible(), false);
    });

    see("when the reader clicks elsewhere", address({ hl: "en" }), {}, async (page) => {
      await complete(page, "ma");
      await page.locator("#total").click({ position: { x: 1, y: 1 }, force: true }).catch(() => {});
      await page.mouse.click(1190, 500);
      assert.equal(await list(page).isVisible(), false);
    });

    see("while a text is being composed", address({ hl: "en" }), {}, async (page) => {
      const session = await page.context().newCDPSession(page);
      await box(page).focus();
      await session.send("Input.imeSetComposition", { text: "ma", selectionStart: 2, selectionEnd: 2 });
      await page.waitForTimeout(400);
      assert.equal(await list(page).isVisible(), false);
      await session.send("Input.insertText", { text: "ma" });
      await options(page).first().waitFor();
    });

    see("where nothing answers", address({ hl: "en" }), {}, async (page, seen) => {
      await page.context().route("**/api/v1/suggest?*", (route) => route.abort());
      await box(page).press("End");
      await page.keyboard.type("ma");
      await waitForSearch(page, { q: "ma" });
      assert.equal(await list(page).isVisible(), false);
      for (const fault of seen.faults.splice(0)) assert.match(fault, /ERR_FAILED/);
    });
  });

  describe("look right", () => {
    for (const [size, settings] of [["wide", {}], ["narrow", kNarrow]]) {
      see(`to all readers, ${size}, light and dark`, address({ hl: "fr" }), settings, async (page) => {
        await complete(page, "ma");
        await page.keyboard.press("ArrowDown");
        for (const colorScheme of ["light", "dark"]) {
          await page.emulateMedia({ colorScheme });
          assert.deepEqual(await violations(page), [], colorScheme);
          await shoot(page, `completions_${size}_${colorScheme}`, false);
        }
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
        for (const one of await options(page).all()) assert.ok((await one.boundingBox()).height >= 24);
      });
    }

    see("by a tap", address({ hl: "en" }), kNarrow, async (page) => {
      await box(page).tap();
      await page.keyboard.type("open da");
      await options(page).first().tap();
      await waitForSearch(page, { q: "open data" });
    });

    see("from right to left", address({ hl: "en" }), {}, async (page) => {
      await page.evaluate(() => { document.documentElement.dir = "rtl"; });
      await complete(page, "ma");
      const [field, popup] = [await box(page).boundingBox(), await list(page).boundingBox()];
      assert.ok(Math.abs(field.x + field.width - popup.x - popup.width) < 2);
    });

    see("in forced colours, the active option told apart", address({ hl: "en" }), { forcedColors: "active" }, async (page) => {
      await complete(page, "ma");
      await page.keyboard.press("ArrowDown");
      const outlines = await options(page).evaluateAll((all) => all.slice(0, 2).map((one) => getComputedStyle(one).outlineStyle));
      assert.deepEqual(outlines, ["solid", "none"]);
    });
  });
});
