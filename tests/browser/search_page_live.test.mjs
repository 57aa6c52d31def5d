// Results without reloading: typing, links, and what happens when the server does not answer.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Searchd, buildIndex } from "./programs.mjs";
import { address, box, counts, holding, isMarked, kNarrow, kQuery, kSuite, kTestMs, mark, onSample, parameters, titles, total, type,
  until, waitForSearch } from "./search_page.mjs";

const said = (page) => page.locator("body > [role=status]").innerText();

describe("results while typing", kSuite, () => {
  const on = onSample();
  const { see } = on;

  see("come without a load, for the beginning of a word", address({ hl: "en" }), {}, async (page, seen) => {
    await mark(page);
    const asked = [];
    page.on("request", (request) => asked.push(new URL(request.url())));
    await type(page, "accessib");
    assert.ok(await total(page) > 0);
    assert.ok(await isMarked(page));
    assert.equal(await page.title(), "accessib – Veille");
    assert.deepEqual([...parameters(page)], [["q", "accessib"], ["hl", "en"]]);
    const pages = asked.filter(({ pathname }) => pathname === "/search");
    assert.ok(pages.length > 0 && pages.length < 8, `${pages.length} pages for 8 letters`);
    assert.ok(pages.every(({ searchParams }) => searchParams.get("typing") === "1"));
    assert.deepEqual(seen.faults, []);
  });

  see("are for a whole word after Enter", address({ hl: "en" }), {}, async (page) => {
    await type(page, "publ");
    const typed = await total(page);
    await page.keyboard.press("Enter");
    await page.waitForFunction((old) => Number.parseInt(document.querySelector("#total").textContent, 10) !== old, typed);
    assert.equal(await box(page).inputValue(), "publ");
  });

  see("stay for the same unfinished word on the pages and in the filters", address({ hl: "en", per_page: 5 }), {}, async (page) => {
    await type(page, "publ");
    const [everything, promised] = [await total(page), (await counts(page, "country")).AU];
    assert.ok(everything > 5);
    await page.getByRole("link", { name: "Next" }).click();
    await waitForSearch(page, { page: "2" });
    assert.equal(await total(page), everything);
    await page.getByRole("checkbox", { name: "Australia" }).click();
    await waitForSearch(page, { country: "AU" });
    assert.equal(await total(page), promised);
    await page.goBack();
    await until(() => total(page), everything);
    await page.reload();
    await until(() => total(page), everything);
  });

  see("come with the languages' links, and leave the box alone", address({ hl: "en" }), {}, async (page) => {
    await type(page, "data");
    await box(page).evaluate((field) => field.setSelectionRange(1, 2));
    await page.keyboard.type("o");
    await waitForSearch(page, { q: "dota" });
    assert.deepEqual(await box(page).evaluate((field) => [field.selectionStart, field === document.activeElement]), [2, true]);
    assert.match(await page.getByRole("link", { name: "Deutsch" }).getAttribute("href"), /q=dota&/);
  });

  see("are the newest: those that are late are not waited for", address({ hl: "en" }), {}, async (page) => {
    const { held, hold } = holding();
    await page.context().route((url) => url.pathname === "/search" && url.searchParams.get("q") === "public", hold);
    await box(page).focus();
    await page.keyboard.type("public");
    const late = await held;
    assert.equal(await page.locator("#results").getAttribute("aria-busy"), "true");
    // Its end comes before anything newer is asked.
    const [failed] = await Promise.all([page.waitForEvent("requestfailed"), page.keyboard.type("a")]);
    assert.equal(failed.url(), late.request().url());
    await page.keyboard.type("tion");
    await waitForSearch(page, { q: "publication" });
    assert.equal(await page.locator("#results").getAttribute("aria-busy"), null);
  });

  see("wait for the end of a composition", address({ hl: "en" }), {}, async (page) => {
    const asked = [];
    page.on("request", (request) => asked.push(request.url()));
    const session = await page.context().newCDPSession(page);
    await box(page).focus();
    for (const text of ["d", "da", "dat"]) await session.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
    await page.waitForTimeout(400);
    assert.deepEqual(asked.filter((one) => !one.includes("/assets/")), []);
    await session.send("Input.insertText", { text: "data" });
    await waitForSearch(page, { q: "data" });
    assert.equal(asked.filter((one) => one.includes("/search?")).length, 1);
  });

  see("are told once, when the reader rests", address({ hl: "en" }), {}, async (page) => {
    await page.evaluate(() => {
      window.told = [];
      const region = document.querySelector("body > [role=status]");
      new MutationObserver(() => { if (region.textContent) window.told.push(region.textContent); }).observe(region, { childList: true });
    });
    assert.equal(await page.locator("#total").getAttribute("role"), null);
    await type(page, "publ", { delay: 250 });
    assert.deepEqual(await page.evaluate(() => window.told), []);
    await until(() => page.evaluate(() => window.told), [await page.locator("#total").innerText()]);
    assert.equal(await page.locator("[role=status]").count(), 1);
    await page.getByRole("checkbox", { name: "Australia" }).click();
    await waitForSearch(page, { country: "AU" });
    await until(() => said(page), await page.locator("#total").innerText());
  });

  for (const [size, settings] of [["wide", {}], ["narrow", kNarrow]]) {
    see(`move nothing that stays, ${size}`, address({ hl: "en" }), settings, async (page) => {
      await page.evaluate(() => {
        window.shifts = [];
        new PerformanceObserver((list) => {
          for (const { value, sources } of list.getEntries()) window.shifts.push([value, ...sources.map(({ node }) => node?.outerHTML?.slice(0, 80))]);
        }).observe({ type: "layout-shift", buffered: true });
      });
      await box(page).focus();
      for (const letter of "design zzz") {
        await page.keyboard.type(letter);
        await page.waitForTimeout(350);
      }
      await waitForSearch(page, { q: "design zzz" });
      await page.waitForTimeout(100);
      // All of them, those right after a key, too.
      const shifts = await page.evaluate(() => window.shifts);
      assert.ok(shifts.reduce((sum, [value]) => sum + value, 0) < 0.01, JSON.stringify(shifts));
    });
  }

  see("as the watch over shifts would notice", address({ hl: "en" }), {}, async (page) => {
    await page.evaluate(() => {
      window.shift = 0;
      new PerformanceObserver((list) => { for (const { value } of list.getEntries()) window.shift += value; }).observe({ type: "layout-shift" });
      document.querySelector("#search").before(Object.assign(document.createElement("p"), { textContent: "Here I am." }));
    });
    await page.waitForFunction(() => window.shift > 0.01);
  });
});

describe("links to other searches", kSuite, () => {
  const { see } = onSample();

  see("are followed without a load", address({ hl: "fr", q: "publik" }), {}, async (page) => {
    await mark(page);
    const corrected = await total(page);
    await page.locator(".notice a").click();
    await waitForSearch(page, { q: "publik", correct: "false" });
    assert.equal(await total(page), 0);
    await page.locator(".suggestion a").click();
    await waitForSearch(page, { q: "public" });
    assert.equal(await total(page), corrected);
    assert.equal(await box(page).inputValue(), "public");
    assert.ok(await isMarked(page));
  });

  see("of results lead to the beginning of others", address({ hl: "en" }), {}, async (page) => {
    await mark(page);
    const tag = page.locator(".results .tags").last().getByRole("link").last();
    const name = await tag.innerText();
    await tag.click();
    await page.waitForURL((url) => url.searchParams.has("tag"));
    assert.ok(await page.getByRole("checkbox", { name, exact: false }).first().isChecked());
    assert.ok(await isMarked(page));
    assert.equal(await page.evaluate(() => document.activeElement.id), "results");
    assert.ok(await page.locator("#results").evaluate((part) => part.getBoundingClientRect().top >= 0));
  });

  for (const modifier of ["Control", "Shift"]) {
    see(`are the browser's with ${modifier}`, address({ hl: "en", per_page: 5 }), {}, async (page) => {
      const [other] = await Promise.all([
        page.context().waitForEvent("page"), page.getByRole("link", { name: "Next" }).click({ modifiers: [modifier] })]);
      await other.waitForURL(/page=2/);
      assert.equal(parameters(page).get("page"), null);
    });
  }

  see("in another language are the browser's", address({ hl: "fr", q: kQuery }), {}, async (page) => {
    await mark(page);
    await page.getByRole("link", { name: "Deutsch" }).click();
    await waitForSearch(page, { hl: "de" });
    assert.equal(await isMarked(page), false);
  });

  see("that are files are the browser's", address({ hl: "en", q: kQuery }), {}, async (page) => {
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "CSV" }).click()]);
    assert.match(download.suggestedFilename(), /\.csv$/);
  });
});

describe("without an answer", kSuite, () => {
  const on = onSample();

  /// A test in which the pages of searches with `word` fail by `fail(route)`.
  function fails(name, fail, look) {
    test(name, { timeout: kTestMs }, () => on.watch({}, async (page, seen) => {
      await page.goto(on.server.base + address({ hl: "en", q: "public" }));
      await mark(page);
      await page.context().route((url) => url.pathname === "/search" && url.searchParams.get("q") !== "public", (route) =>
        (route.request().isNavigationRequest() ? route.continue() : fail(route)));
      await look(page, seen);
      for (const fault of seen.faults.splice(0)) assert.match(fault, /^(50\d|400)|net::ERR_FAILED/);
    }));
  }

  const kFailures = {
    "a broken network": (route) => route.abort(),
    "a server's failure": (route) => route.fulfill({ status: 500, body: "{}" }),
    "an answer that is no page": (route) => route.fulfill({ contentType: "application/json", body: "{}" }),
    "a page of another version": async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: (await response.text()).replaceAll("/assets/", "/assets/other/") });
    },
  };
  for (const [name, fail] of Object.entries(kFailures)) {
    fails(`${name} leaves typing with the results that are there, and Enter to the browser`, fail, async (page) => {
      const before = await titles(page);
      await box(page).fill("data");
      await page.waitForTimeout(500);
      assert.deepEqual(await titles(page), before);
      assert.equal(await page.locator("#results").getAttribute("aria-busy"), null);
      assert.equal(await box(page).inputValue(), "data");
      await page.keyboard.press("Enter");
      await waitForSearch(page, { q: "data" });
      await page.waitForLoadState();
      assert.equal(await isMarked(page), false);
      assert.match(await page.title(), /^data/);
    });
  }

  fails("links are the browser's", kFailures["a broken network"], async (page) => {
    await page.locator(".brand").click();
    await page.waitForURL((url) => !url.searchParams.has("q"));
    assert.equal(await isMarked(page), false);
  });

  test("the server itself is missed", { timeout: kTestMs }, () => on.watch({}, async (page, seen) => {
    const server = await Searchd.start(await buildIndex("--config", new URL("../../corpus/veille.yaml", import.meta.url).pathname));
    await page.context().route(`${server.base}/**`, (route) => route.continue());
    await page.goto(server.base + address({ hl: "en" }));
    const before = await titles(page);
    await server.stop();
    await box(page).fill("data");
    await page.waitForTimeout(500);
    assert.deepEqual(await titles(page), before);
    await page.keyboard.press("Enter");
    await until(() => page.url(), "chrome-error://chromewebdata/");
    for (const fault of seen.faults.splice(0)) assert.match(fault, /ERR_CONNECTION_REFUSED/);
  }));
});
