// The search page in a real browser, with JavaScript: what readers find, and where it leads.
import assert from "node:assert/strict";
import { describe } from "node:test";
import { address, box, counts, kFirstTitle, kQuery, kSuite, onSample, parameters, shoot, titles, total, until,
  waitForSearch } from "./search_page.mjs";

describe("the search page", kSuite, () => {
  const { see } = onSample();

  describe("searching", () => {
    see("finds what was typed, with marks", "/?hl=fr", {}, async (page) => {
      await shoot(page, "start");
      assert.equal(await page.locator("html").getAttribute("lang"), "fr");
      await box(page).fill(kQuery);
      await page.keyboard.press("Enter");
      await waitForSearch(page, { q: kQuery });
      assert.equal((await titles(page))[0], kFirstTitle);
      const marks = await page.locator(".results > li").first().locator("mark").allInnerTexts();
      assert.ok(marks.includes("accessibilité") && marks.includes("clavier"), `marks: ${marks}`);
      assert.equal(await box(page).inputValue(), kQuery);
      assert.equal(parameters(page).get("hl"), "fr");
      await shoot(page, "results_wide");
    });

    see("pages forward and back", address({ hl: "en", per_page: 5 }), {}, async (page) => {
      const first = await titles(page);
      assert.equal(first.length, 5);
      await page.getByRole("link", { name: "Next" }).click();
      await waitForSearch(page, { page: "2" });
      const second = await titles(page);
      assert.equal(second.length, 5);
      assert.deepEqual(second.filter((title) => first.includes(title)), []);
      assert.equal(await page.locator(".paging [aria-current=page]").innerText(), "2");
      await page.getByRole("link", { name: "Previous" }).click();
      await waitForSearch(page, { page: [] });
      assert.deepEqual(await titles(page), first);
    });

    see("reaches every result over its pages", address({ hl: "en", per_page: 7 }), {}, async (page) => {
      const expected = await total(page);
      const found = await titles(page);
      const next = page.getByRole("link", { name: "Next" });
      for (let n = 2; n <= Math.ceil(expected / 7); ++n) {
        await next.click();
        await waitForSearch(page, { page: String(n) });
        found.push(...await titles(page));
      }
      assert.equal(await next.count(), 0);
      assert.equal(found.length, expected);
      assert.equal(new Set(found).size, expected);
    });

    see("changes the order at once", address({ hl: "en", q: "public" }), {}, async (page) => {
      await page.getByLabel("Order").selectOption("oldest");
      await waitForSearch(page, { sort: "oldest", q: "public" });
      const dates = await page.locator(".results time").evaluateAll((all) => all.map((time) => time.dateTime));
      assert.ok(dates.length > 2);
      assert.deepEqual(dates, [...dates].sort());
      assert.equal(await page.getByLabel("Order").inputValue(), "oldest");
      await page.getByLabel("Order").selectOption("relevance");
      await waitForSearch(page, { sort: [] });
    });

    see("changes its language and keeps the search", address({ hl: "fr", q: kQuery, country: "FR" }), {}, async (page) => {
      const before = await titles(page);
      await page.getByRole("link", { name: "Deutsch" }).click();
      await waitForSearch(page, { hl: "de" });
      assert.equal(await page.locator("html").getAttribute("lang"), "de");
      assert.equal(await page.getByRole("button", { name: "Suchen" }).count(), 1);
      assert.equal(await box(page).inputValue(), kQuery);
      assert.ok(await page.getByRole("checkbox", { name: "Frankreich" }).isChecked());
      assert.deepEqual(await titles(page), before);
    });

    see("takes the browser's language where none is asked for", "/", { locale: "it-IT" }, async (page) => {
      assert.equal(await page.locator("html").getAttribute("lang"), "it");
      assert.equal(await page.getByRole("button", { name: "Cerca" }).count(), 1);
    });
  });

  describe("filtering", () => {
    see("searches at once, gives as many as were promised, and Back returns", address({ hl: "en" }), {}, async (page) => {
      const everything = await total(page);
      const promised = await counts(page, "country");
      assert.ok(promised.CA > 0 && promised.CA < everything);
      await page.getByRole("checkbox", { name: "Canada" }).click();
      await waitForSearch(page, { country: "CA" });
      assert.equal(await total(page), promised.CA);
      assert.ok(await page.getByRole("checkbox", { name: "Canada" }).isChecked());
      assert.deepEqual(await counts(page, "country"), promised);
      await page.goBack();
      await until(() => total(page), everything);
      assert.equal(await page.getByRole("checkbox", { checked: true }).count(), 0);
    });

    see("adds up within a facet and narrows across facets", address({ hl: "en", country: "CA" }), {}, async (page) => {
      const canada = await total(page);
      await page.getByRole("checkbox", { name: "Italy" }).click();
      await page.waitForURL((url) => url.searchParams.getAll("country").length === 2);
      const both = await total(page);
      assert.ok(both > canada);
      const promised = (await counts(page, "language")).it;
      assert.ok(promised > 0 && promised < both);
      await page.getByRole("checkbox", { name: "Italian" }).click();
      await waitForSearch(page, { language: "it" });
      assert.equal(await total(page), promised);
      await page.getByRole("link", { name: "Clear all filters" }).click();
      await waitForSearch(page, { country: [] });
      assert.equal(await page.getByRole("checkbox", { checked: true }).count(), 0);
    });

    see("keeps dates and exclusions of the address", address({ hl: "en", since: "2018", "language.not": "en" }), {}, async (page) => {
      const promised = (await counts(page, "country")).CA;
      await page.getByRole("checkbox", { name: "Canada" }).click();
      await waitForSearch(page, { country: "CA", since: "2018", "language.not": "en" });
      assert.equal(await total(page), promised);
    });

    see("works by a result's tag", address({ hl: "fr", q: kQuery }), {}, async (page) => {
      await page.locator(".results .tags").getByRole("link", { name: "design", exact: true }).first().click();
      await waitForSearch(page, { tag: "design", q: kQuery });
      assert.ok(await page.getByRole("checkbox", { name: "design" }).isChecked());
    });
  });

  describe("opening", () => {
    see("leads to a result's own address", address({ hl: "fr", q: kQuery }), {}, async (page, seen) => {
      await page.getByRole("link", { name: kFirstTitle, exact: true }).click();
      await page.waitForURL("https://eig.example/**");
      assert.deepEqual(seen.left, ["https://eig.example/blog/2019/08/30/atelier-accessibilite.html"]);
    });

    see("leads to the page of a report", address({ hl: "en", q: "porcelain" }), {}, async (page, seen) => {
      const link = page.getByRole("link", { name: "Page 4 (6)" });
      assert.match(await link.getAttribute("href"), /legacy-modernisation-playbook\.pdf#page=6$/);
      await shoot(page, "report_pages");
      await link.click();
      await page.waitForURL(/#page=6$/);
      assert.equal(seen.left.length, 1);
      assert.match(seen.left[0], /^https:\/\/dta\.example\/files\/legacy-modernisation-playbook\.pdf(#page=6)?$/);
    });

    see("leads to a translation", address({ hl: "fr", q: kQuery }), {}, async (page, seen) => {
      await page.locator(".results > li").first().locator(".links").getByRole("link", { name: "Anglais" }).click();
      await page.waitForURL("https://eig.example/**");
      assert.match(seen.left[0], /^https:\/\/eig\.example\/en\//);
    });
  });
});
