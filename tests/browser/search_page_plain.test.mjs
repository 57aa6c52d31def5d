// The search page without JavaScript: complete.
import assert from "node:assert/strict";
import { describe } from "node:test";
import { address, counts, kSuite, onSample, parameters, total, until, waitForSearch } from "./search_page.mjs";

const kPlain = { javaScriptEnabled: false };

describe("without JavaScript", kSuite, () => {
  const { see } = onSample();

  see("the box and the filters search by their buttons", address({ hl: "fr", q: "public" }), kPlain, async (page) => {
    const promised = (await counts(page, "country")).CA;
    await page.getByRole("checkbox", { name: "Canada" }).check();
    await page.getByLabel("Ordre").selectOption("newest");
    await page.getByRole("button", { name: "Appliquer les filtres" }).click();
    await waitForSearch(page, { country: "CA", q: "public", sort: "newest" });
    assert.equal(await total(page), promised);
    assert.ok(await page.getByRole("checkbox", { name: "Canada" }).isChecked());
    assert.equal(await page.getByRole("searchbox").count(), 1);
    assert.equal(await page.locator("#total").getAttribute("role"), "status");
  });

  see("what is chosen is taken back by its chip", address({ hl: "en", country: ["CA", "IT"], "language.not": "en" }), kPlain, async (page) => {
    const remove = page.getByRole("link", { name: "Remove the filter" });
    assert.equal(await remove.count(), 3);
    await page.getByRole("link", { name: "Remove the filter Canada" }).click();
    await waitForSearch(page, { country: "IT", "language.not": "en" });
    assert.equal(await remove.count(), 2);
    await page.getByRole("link", { name: "Remove the filter without English" }).click();
    await waitForSearch(page, { country: "IT", "language.not": [] });
  });

  see("one facet is cleared, and all are", address({ hl: "en", country: "CA", language: "en", q: "public" }), kPlain, async (page) => {
    await page.getByRole("link", { name: "Clear Country" }).click();
    await waitForSearch(page, { country: [], language: "en", q: "public" });
    await page.getByRole("link", { name: "Clear all filters" }).click();
    await waitForSearch(page, { language: [], q: "public" });
  });

  see("dates narrow, and wrong ones are not sent", address({ hl: "en" }), kPlain, async (page) => {
    const everything = await total(page);
    await page.getByLabel("From", { exact: true }).fill("2018");
    await page.getByLabel("to", { exact: true }).fill("2019-05");
    await page.keyboard.press("Enter");
    await waitForSearch(page, { since: "2018", until: "2019-05" });
    assert.ok(await total(page) > 0 && await total(page) < everything);
    const years = await page.locator(".results time").evaluateAll((all) => all.map((time) => time.dateTime.slice(0, 7)));
    assert.ok(years.every((year) => year >= "2018-01" && year <= "2019-05"), years.join());
    await page.getByLabel("From", { exact: true }).fill("last year");
    await page.keyboard.press("Enter");
    await page.waitForTimeout(300);
    assert.equal(parameters(page).get("since"), "2018");
  });

  see("a bar of the chart chooses its year, and takes it back", address({ hl: "en" }), kPlain, async (page) => {
    const promised = (await counts(page, "year"))["2019"];
    const bar = page.locator(".years a[href*='year=2019']");
    await bar.click();
    await waitForSearch(page, { year: "2019" });
    assert.equal(await total(page), promised);
    await page.locator(".years a", { has: page.locator(".bar.selected") }).click();
    await waitForSearch(page, { year: [] });
  });

  see("all values of a facet are on a page of their own", address({ hl: "en", q: "public" }), kPlain, async (page) => {
    const link = page.locator("#facet-tag .all-values");
    const all = Number.parseInt(/\d+/.exec(await link.innerText())[0], 10);
    await link.click();
    await page.waitForURL(/\/facets\/tag\?/);
    assert.equal(parameters(page).get("q"), "public");
    const values = page.locator(".columns-list a");
    assert.equal(await values.count(), all);
    const [name, promised] = [await values.last().innerText(), Number.parseInt(await page.locator(".columns-list .count").last().innerText(), 10)];
    await values.last().click();
    await page.waitForURL((url) => url.searchParams.has("tag"));
    await until(() => total(page), promised);
    assert.ok(await page.getByRole("checkbox", { checked: true, name }).count() > 0);
  });
});
