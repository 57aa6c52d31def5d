// The search page on other screens, in print, by keyboard alone, and by the rules of WCAG 2.2 AA.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, test } from "node:test";
import { gzipSync } from "node:zlib";
import { root } from "./programs.mjs";
import { address, box, kNarrow, kQuery, kSuite, onSample, shoot, violations, waitForSearch } from "./search_page.mjs";

describe("the search page on other screens", kSuite, () => {
  const { see } = onSample();
  const isWide = async (page) => await page.evaluate(() => document.documentElement.scrollWidth) > kNarrow.viewport.width;
  const summary = (page) => page.locator("details.all > summary");

  see("fits a narrow one, results first", address({ hl: "fr", q: kQuery }), kNarrow, async (page) => {
    assert.equal(await isWide(page), false);
    assert.equal(await page.getByRole("checkbox").first().isVisible(), false);
    const title = await page.locator(".results h2").first().boundingBox();
    assert.ok(title.y < kNarrow.viewport.height, `first title at ${title.y}`);
    await shoot(page, "results_narrow");
    await summary(page).click();
    const first = page.getByRole("checkbox").first();
    assert.ok(await first.isVisible());
    assert.equal(await isWide(page), false);
    await first.click();
    await page.waitForURL((url) => url.searchParams.has("tag"));
    assert.match(await summary(page).innerText(), /\(1\)/);
    assert.ok(await first.isVisible(), "the filters stay open");
    await summary(page).click();
    await box(page).fill("design");
    await waitForSearch(page, { q: "design" });
    assert.equal(await first.isVisible(), false, "the filters stay closed");
    assert.equal(await isWide(page), false);
  });

  see("opens the filters again where there is room", address({ hl: "fr" }), kNarrow, async (page) => {
    await page.setViewportSize({ width: 1200, height: 850 });
    await page.getByRole("checkbox").first().waitFor({ state: "visible" });
    await summary(page).click();
    await page.getByRole("checkbox").first().waitFor({ state: "visible" });
    await page.setViewportSize(kNarrow.viewport);
    await page.getByRole("checkbox").first().waitFor({ state: "hidden" });
  });

  see("follows a dark colour scheme", address({ hl: "fr", q: kQuery }), { colorScheme: "dark" }, async (page) => {
    const lightness = (name) => page.evaluate(
      (property) => getComputedStyle(document.body)[property].match(/\d+/g).slice(0, 3).reduce((sum, c) => sum + Number(c), 0), name);
    assert.ok(await lightness("backgroundColor") < 150);
    assert.ok(await lightness("color") > 600);
    await shoot(page, "results_dark");
  });

  see("prints results without filters", address({ hl: "fr", q: kQuery }), {}, async (page) => {
    await page.emulateMedia({ media: "print" });
    for (const part of [".filters", ".languages", ".order"]) assert.equal(await page.locator(part).isVisible(), false, part);
    assert.ok(await page.locator(".results h2").first().isVisible());
    const printed = await page.locator(".results h2 a").first().evaluate((link) => getComputedStyle(link, "::after").content);
    assert.match(printed, /https:\/\/eig\.example\//);
  });
});

describe("the search page by keyboard alone", kSuite, () => {
  const { see } = onSample();
  const focused = (page) => page.evaluate(() => {
    const e = document.activeElement;
    const kinds = { ".skip": "skip link", "#q": "search box", ".find": "search among values", ".dates input": "date",
      "input[type=checkbox]": "facet box", "h2 a": "result" };
    return Object.entries(kinds).find(([selector]) => e.matches(selector))?.[1] ?? e.id;
  });

  see("reaches everything in order", address({ hl: "en" }), {}, async (page) => {
    const order = [];
    for (let n = 0; n < 200 && !order.includes("result"); ++n) {
      await page.keyboard.press("Tab");
      const now = await focused(page);
      if (now && !order.includes(now)) order.push(now);
    }
    assert.deepEqual(order, ["skip link", "search box", "search among values", "facet box", "date", "sort", "result"]);
  });

  see("skips to the results", address({ hl: "en", q: "public" }), {}, async (page) => {
    await page.keyboard.press("Tab");
    assert.ok((await page.locator(".skip").boundingBox()).x >= 0);
    await page.keyboard.press("Enter");
    assert.equal(await focused(page), "results");
    for (let n = 0; n < 9 && await focused(page) !== "result"; ++n) await page.keyboard.press("Tab");
    assert.equal(await focused(page), "result");
  });

  see("keeps its place when a box is ticked, and when the order is another", address({ hl: "en" }), {}, async (page) => {
    const tick = page.locator("input[name=country][value=CA]");
    await tick.focus();
    await page.keyboard.press("Space");
    await waitForSearch(page, { country: "CA" });
    assert.ok(await tick.isChecked());
    assert.ok(await tick.evaluate((e) => e === document.activeElement));
    await page.locator("#sort").focus();
    await page.keyboard.press("o");
    await waitForSearch(page, { sort: "oldest" });
    assert.equal(await focused(page), "sort");
  });

  see("is told that searching is at once", address({ hl: "en" }), {}, async (page) => {
    const described = () => page.locator("fieldset, #sort").evaluateAll(
      (all) => all.map((one) => document.getElementById(one.getAttribute("aria-describedby"))?.textContent));
    const before = await described();
    assert.ok(before.length > 5 && before.every((text) => /at once/.test(text)));
    await page.getByRole("checkbox", { name: "Canada" }).click();
    await waitForSearch(page, { country: "CA" });
    assert.ok((await described()).every((text) => /at once/.test(text)));
  });
});

describe("the search page meets WCAG 2.2 AA", kSuite, () => {
  const { see } = onSample();
  const kPages = {
    "the start page": address({ hl: "en" }),
    "results in French": address({ hl: "fr", q: kQuery, country: "FR" }),
    "results in German": address({ hl: "de", q: "barrierefreiheit" }),
    "a report's pages": address({ hl: "en", q: "porcelain" }),
    "an empty result": address({ hl: "it", q: "qqqqqqqq", country: "CA" }),
    "chosen filters": address({ hl: "es", country: ["CA", "IT"], since: "2012", "language.not": "en" }),
    "an error": address({ hl: "fr", page: "0" }),
  };

  for (const [name, start] of Object.entries(kPages)) {
    see(`on ${name}, light and dark`, start, {}, async (page, seen) => {
      for (const colorScheme of ["light", "dark"]) {
        await page.emulateMedia({ colorScheme });
        assert.deepEqual(await violations(page), [], colorScheme);
      }
      // A page about a wrong parameter says so in its status, too.
      if (name === "an error") assert.match(seen.faults.splice(0).join(), /^400 from [^,]*$/);
    });
  }

  see("on a narrow screen with open filters", address({ hl: "fr", q: kQuery }), kNarrow, async (page) => {
    await page.locator("details.all > summary").click();
    assert.deepEqual(await violations(page), []);
  });

  see("after results have come while typing", address({ hl: "en" }), {}, async (page) => {
    await box(page).fill("public");
    await waitForSearch(page, { q: "public" });
    assert.deepEqual(await violations(page), []);
  });

  see("and would be told of a violation", address({ hl: "en" }), {}, async (page) => {
    await page.locator("label[for=q]").evaluate((label) => { document.querySelector("#q").placeholder = ""; label.remove(); });
    assert.match((await violations(page)).join(), /label/);
  });
});

test("the scripts of the search page are small", () => {
  const names = ["page.js", "live.js", "completions.js", "facet_values.js"];
  const sizes = names.map((name) => gzipSync(readFileSync(path.join(root, "searchd/web/assets", name)), { level: 9 }).length);
  assert.ok(sizes.reduce((sum, size) => sum + size) <= 8192, sizes.join(" + "));
});
