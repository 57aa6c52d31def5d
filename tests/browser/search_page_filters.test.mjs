// The filters: values found by typing, the chart, dates, what is chosen and how it is taken back.
import assert from "node:assert/strict";
import { describe } from "node:test";
import { address, counts, holding, isMarked, kNarrow, kSuite, mark, onSample, parameters, shoot, total, type, until, violations,
  waitForSearch } from "./search_page.mjs";

const find = (page) => page.getByRole("searchbox", { name: "Find: Tag" });
const values = (page) => page.locator("#facet-tag .values > li");
const names = (page) => values(page).locator(".label").allInnerTexts();
const focused = (page) => page.evaluate(() => document.activeElement.id || document.activeElement.value);

async function findTag(page, prefix) {
  const answered = page.waitForResponse((response) => new URL(response.url()).searchParams.get("prefix") === prefix);
  await find(page).fill(prefix);
  await answered;
  await until(async () => (await names(page)).every((name) => name.toLowerCase().includes(prefix)), true);
}

describe("values of a facet", kSuite, () => {
  const { see } = onSample();

  see("are found among all, with their counts, and those of before come back", address({ hl: "en" }), {}, async (page) => {
    const before = await names(page);
    await findTag(page, "de");
    const found = await names(page);
    assert.ok(found.length > 1 && found.some((name) => !before.includes(name)), found.join());
    const last = values(page).last().locator("input");
    const value = await last.getAttribute("value");
    const promised = (await counts(page, "tag"))[value];
    await last.click();
    await waitForSearch(page, { tag: value });
    assert.equal(await total(page), promised);
    await find(page).fill("");
    await until(async () => (await names(page)).includes(before[0]), true);
  });

  see("are like those of the server", address({ hl: "en" }), {}, async (page) => {
    const html = () => values(page).first().evaluate((item) => item.outerHTML.replace(/value="[^"]*"|>[^<]+</g, ""));
    const original = await html();
    await findTag(page, "de");
    assert.equal(await html(), original);
    assert.equal(await values(page).first().locator("input").evaluate((one) => one.form.id), "search");
  });

  see("keep what is typed, the focus and what is ticked when others are searched", address({ hl: "en", tag: "open data" }), {}, async (page) => {
    await find(page).fill("de");
    await until(async () => (await names(page))[1] !== undefined && (await names(page)).slice(1).every((name) => /\bde/i.test(name)), true);
    assert.equal((await names(page))[0], "open data");
    await shoot(page, "facet_search", false);
    const second = values(page).nth(1).locator("input");
    const value = await second.getAttribute("value");
    await second.focus();
    await page.keyboard.press("Space");
    await page.waitForURL((url) => url.searchParams.getAll("tag").length === 2);
    assert.equal(await find(page).inputValue(), "de");
    await until(() => values(page).locator("input:checked").evaluateAll((all) => all.map((one) => one.value).sort()), ["open data", value].sort());
    assert.equal(await focused(page), value);
    await until(async () => (await names(page)).slice(2).every((name) => /\bde/i.test(name)), true);
    await page.keyboard.press("Space");
    await page.waitForURL((url) => url.searchParams.getAll("tag").length === 1);
    await until(() => values(page).locator("input:checked").count(), 1);
    assert.equal(await find(page).inputValue(), "de");
    await page.waitForTimeout(300);
    assert.equal(await focused(page), value);
  });

  see("are told, and none are, too", address({ hl: "en" }), {}, async (page) => {
    const said = page.locator("body > [role=status]");
    await findTag(page, "de");
    await until(() => said.innerText(), `${await values(page).count()} values`);
    await find(page).fill("qqq");
    await until(() => values(page).allInnerTexts(), ["0 values"]);
    await until(() => said.innerText(), "0 values");
    await page.keyboard.press("Escape");
    assert.equal(await find(page).inputValue(), "");
    await until(() => values(page).locator("input").count().then((n) => n >= 10), true);
  });

  see("are those of the last letter", address({ hl: "en" }), {}, async (page) => {
    const { held, hold } = holding();
    await page.context().route((url) => url.searchParams.get("prefix") === "d", hold);
    await find(page).fill("d");
    const late = await held;
    const [failed] = await Promise.all([page.waitForEvent("requestfailed"), find(page).fill("de")]);
    assert.equal(failed.url(), late.request().url());
    await until(async () => (await names(page)).every((name) => /\bde/i.test(name)), true);
  });

  see("stay when nothing answers", address({ hl: "en" }), {}, async (page, seen) => {
    const before = await names(page);
    await page.context().route("**/api/v1/facets/**", (route) => route.fulfill({ status: 500, body: "{}" }));
    await find(page).fill("de");
    await until(() => seen.faults.length, 1);
    assert.deepEqual(await names(page), before);
    assert.match(seen.faults.splice(0).join(), /^500/);
  });

  see("are counted for the unfinished word that is searched", address({ hl: "en" }), {}, async (page) => {
    await type(page, "publ");
    await findTag(page, "de");
    const [name] = await names(page);
    const promised = (await counts(page, "tag"))[name];
    await values(page).first().locator("input").click();
    await waitForSearch(page, { tag: name });
    assert.equal(await total(page), promised);
  });

  see("are found by keyboard alone", address({ hl: "en" }), {}, async (page) => {
    await find(page).focus();
    await page.keyboard.type("accessibilit");
    await until(async () => (await names(page)).sort(), ["accessibility", "accessibilità", "accessibilité"]);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    await page.waitForURL((url) => url.searchParams.has("tag"));
    assert.equal(parameters(page).get("tag"), await focused(page));
  });

  for (const [size, settings] of [["wide", {}], ["narrow", kNarrow]]) {
    see(`are accessible, ${size}, light and dark`, address({ hl: "en", country: "FR" }), settings, async (page) => {
      if (settings === kNarrow) await page.locator("#all-filters > summary").click();
      await find(page).fill("de");
      await until(async () => (await names(page)).every((name) => /\bde/i.test(name)), true);
      for (const colorScheme of ["light", "dark"]) {
        await page.emulateMedia({ colorScheme });
        assert.deepEqual(await violations(page), [], colorScheme);
        await shoot(page, `facet_search_${size}_${colorScheme}`, false);
      }
      assert.ok((await find(page).boundingBox()).height >= 24);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
    });
  }
});

describe("other filters", kSuite, () => {
  const { see } = onSample();

  see("the chart: a bar chooses its year and takes it back", address({ hl: "en" }), {}, async (page) => {
    await mark(page);
    const promised = (await counts(page, "year"))["2019"];
    await page.locator(".years a[href*='year=2019']").click();
    await waitForSearch(page, { year: "2019" });
    assert.equal(await total(page), promised);
    await page.locator(".years a", { has: page.locator(".bar.selected") }).click();
    await waitForSearch(page, { year: [] });
    assert.ok(await isMarked(page));
  });

  see("dates: searched when they are whole, and stay where the reader is", address({ hl: "en" }), {}, async (page) => {
    await mark(page);
    const everything = await total(page);
    const [since, last] = [page.locator("[name=since]"), page.locator("[name=until]")];
    await since.focus();
    await page.keyboard.type("2018");
    await page.keyboard.press("Tab");
    await waitForSearch(page, { since: "2018" });
    const later = await total(page);
    assert.ok(later < everything);
    assert.ok(await last.evaluate((field) => field === document.activeElement));
    await page.keyboard.type("2019-05");
    await page.keyboard.press("Enter");
    await waitForSearch(page, { since: "2018", until: "2019-05" });
    assert.ok(await total(page) < later);
    assert.ok(await last.evaluate((field) => field === document.activeElement && field.selectionStart === 7));
    await page.goBack();
    await until(() => last.inputValue(), "");
    await page.goBack();
    await until(() => since.inputValue(), "");
    assert.ok(await isMarked(page));
  });

  see("dates: those that are none are not searched", address({ hl: "en" }), {}, async (page) => {
    await page.locator("[name=since]").fill("last year");
    await page.keyboard.press("Tab");
    await page.getByRole("checkbox", { name: "Canada" }).click();
    await page.waitForTimeout(400);
    assert.deepEqual([...parameters(page).keys()], ["hl"]);
    await page.locator("[name=since]").fill("2012");
    await page.keyboard.press("Tab");
    await waitForSearch(page, { since: "2012", country: "CA" });
  });

  see("dates: what is being written stays when other results come", address({ hl: "en" }), {}, async (page) => {
    const { held, hold } = holding();
    await page.context().route((url) => url.searchParams.get("country") === "CA", hold);
    await page.getByRole("checkbox", { name: "Canada" }).click();
    await page.locator("[name=until]").focus();
    await page.keyboard.type("201");
    await (await held).continue();
    await waitForSearch(page, { country: "CA" });
    await page.keyboard.type("9");
    assert.equal(await page.locator("[name=until]").inputValue(), "2019");
  });

  see("chips: one is taken back", address({ hl: "en", country: ["CA", "IT"], since: "2012" }), {}, async (page) => {
    await mark(page);
    await shoot(page, "chosen", false);
    const chip = page.getByRole("link", { name: "Remove the filter Canada" });
    await chip.focus();
    await page.keyboard.press("Enter");
    await waitForSearch(page, { country: "IT", since: "2012" });
    assert.equal(await page.locator(".chips li").count(), 2);
    assert.equal(await page.getByRole("checkbox", { name: "Canada" }).isChecked(), false);
    assert.equal(await focused(page), "results");
    assert.ok(await isMarked(page));
  });

  see("one facet is cleared, and all are; the focus stays near", address({ hl: "en", country: "CA", language: "en", q: "public" }), {}, async (page) => {
    await mark(page);
    await page.getByRole("link", { name: "Clear Country" }).focus();
    await page.keyboard.press("Enter");
    await waitForSearch(page, { country: [], language: "en" });
    assert.equal(await page.evaluate(() => document.activeElement.parentElement.id), "facet-country");
    await page.getByRole("link", { name: "Clear all filters" }).focus();
    await page.keyboard.press("Enter");
    await waitForSearch(page, { language: [], q: "public" });
    assert.equal(await page.evaluate(() => document.activeElement.parentElement.id), "all-filters");
    assert.ok(await isMarked(page));
  });

  see("a box stays where it was on the screen, with the focus", address({ hl: "en" }), {}, async (page) => {
    const last = page.locator("#facet-language input").nth(1);
    await last.scrollIntoViewIfNeeded();
    const [value, { y }] = [await last.getAttribute("value"), await last.boundingBox()];
    await last.click();
    await waitForSearch(page, { language: value });
    const same = page.locator(`#facet-language input[value="${value}"]`);
    assert.ok(Math.abs((await same.boundingBox()).y - y) <= 1);
    assert.equal(await focused(page), value);
  });

  see("what is open and closed stays so", address({ hl: "en" }), {}, async (page) => {
    const isOpen = (facet) => page.locator(`#facet-${facet}`).evaluate((details) => details.open);
    await page.locator("#facet-tag > summary").click();
    await page.locator("#facet-kind > summary").click();
    await page.getByRole("checkbox", { name: "Canada" }).click();
    await waitForSearch(page, { country: "CA" });
    assert.deepEqual([await isOpen("tag"), await isOpen("kind")], [false, true]);
  });
});
