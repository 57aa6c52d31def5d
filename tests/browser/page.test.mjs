// The search page in a real browser, on the sample corpus, a hostile site and, where it is at hand, a real one.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { Searchd, buildIndex, realSite, root, startBrowser, temporaryFolder } from "./programs.mjs";
import { visit } from "./watch.mjs";

const kTestMs = 60_000;
const kNarrow = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true };
const kQuery = "accessibilité clavier";
const kFirstTitle = "Accessibilité numérique : une matinée sans souris";
const screenshots = path.join(root, "build/screenshots");

/// The address of a search: `address({q: "a", tag: ["b", "c"], hl: "fr"})`.
function address(parameters = {}) {
  const search = new URLSearchParams();
  for (const [name, values] of Object.entries(parameters)) {
    for (const value of [values].flat()) search.append(name, value);
  }
  return `/search?${search}`;
}

const titles = (page) => page.locator(".results h2").allInnerTexts();
const total = async (page) => Number.parseInt(await page.locator(".total").innerText(), 10);
const parameters = (page) => new URL(page.url()).searchParams;
const shoot = (page, name) => page.screenshot({ path: path.join(screenshots, `${name}.png`), fullPage: true });

/// Value -> count of a facet's boxes.
async function counts(page, facet) {
  const boxes = await page.locator(`input[name=${facet}]`).evaluateAll(
    (all) => all.map((box) => [box.value, Number.parseInt(box.closest("label").querySelector(".count").textContent, 10)]));
  return Object.fromEntries(boxes);
}

/// A site whose every text tries to become markup.
function hostileSite() {
  const site = temporaryFolder();
  const image = '\\"><img class=evil src=x onerror=alert(1)>';
  writeFileSync(path.join(site, "<b onclick=alert(2)>'&quot;.md"), `---
title: "Hostile <script class=evil>alert(3)</script>${image}"
description: "</p><script class=evil>alert(4)</script>${image}"
author: "<svg class=evil onload=alert(5)>"
tags: ["<script class=evil>alert(6)</script>", "${image}", "{{query}}"]
date: 2024-01-02
lang: en
---

Hostile text </mark></p>&lt;script class=evil&gt;alert(7)&lt;/script&gt; \`"><img class=evil src=x onerror=alert(8)>\`
[link](javascript:alert(9)) {{{query}}}
`);
  return site;
}

describe("the search page", { timeout: 300_000 }, () => {
  let browser;
  let sample;
  let hostile;

  before(async () => {
    mkdirSync(screenshots, { recursive: true });
    const [sampleIndex, hostileIndex] =
      await Promise.all([buildIndex("--config", path.join(root, "corpus/veille.yaml")), buildIndex(hostileSite())]);
    [sample, hostile, browser] = await Promise.all([Searchd.start(sampleIndex), Searchd.start(hostileIndex), startBrowser()]);
  });

  after(async () => {
    const ends = await Promise.allSettled([browser?.close(), sample?.stop(), hostile?.stop()]);
    for (const end of ends) if (end.status === "rejected") throw end.reason;
  });

  /// A test on the sample corpus, begun at `start`.
  function see(name, start, options, look) {
    test(name, { timeout: kTestMs }, () => visit(browser, sample.base, options, async (page, seen) => {
      await page.goto(sample.base + start);
      await look(page, seen);
    }));
  }

  describe("searching", () => {
    see("finds what was typed, with marks", "/?hl=fr", {}, async (page) => {
      await shoot(page, "start");
      assert.equal(await page.locator("html").getAttribute("lang"), "fr");
      await page.getByRole("searchbox").fill(kQuery);
      await page.keyboard.press("Enter");
      await page.waitForURL((url) => url.searchParams.get("q") === kQuery);
      assert.equal((await titles(page))[0], kFirstTitle);
      const marks = await page.locator(".results > li").first().locator("mark").allInnerTexts();
      assert.ok(marks.includes("accessibilité") && marks.includes("clavier"), `marks: ${marks}`);
      assert.equal(await page.getByRole("searchbox").inputValue(), kQuery);
      assert.equal(parameters(page).get("hl"), "fr");
      await shoot(page, "results_wide");
    });

    see("pages forward and back", address({ hl: "en", per_page: 5 }), {}, async (page) => {
      const first = await titles(page);
      assert.equal(first.length, 5);
      await page.getByRole("link", { name: "Next" }).click();
      await page.waitForURL((url) => url.searchParams.get("page") === "2");
      const second = await titles(page);
      assert.equal(second.length, 5);
      assert.deepEqual(second.filter((title) => first.includes(title)), []);
      assert.equal(await page.locator(".paging [aria-current=page]").innerText(), "2");
      await page.getByRole("link", { name: "Previous" }).click();
      await page.waitForURL((url) => !url.searchParams.has("page"));
      assert.deepEqual(await titles(page), first);
    });

    see("reaches every result over its pages", address({ hl: "en", per_page: 7 }), {}, async (page) => {
      const expected = await total(page);
      const found = await titles(page);
      const next = page.getByRole("link", { name: "Next" });
      for (let n = 2; n <= Math.ceil(expected / 7); ++n) {
        await next.click();
        await page.waitForURL((url) => url.searchParams.get("page") === String(n));
        found.push(...await titles(page));
      }
      assert.equal(await next.count(), 0);
      assert.equal(found.length, expected);
      assert.equal(new Set(found).size, expected);
    });

    see("changes the order at once", address({ hl: "en", q: "public" }), {}, async (page) => {
      await page.getByLabel("Order").selectOption("oldest");
      await page.waitForURL((url) => url.searchParams.get("sort") === "oldest");
      const dates = await page.locator(".results time").evaluateAll((all) => all.map((time) => time.dateTime));
      assert.ok(dates.length > 2);
      assert.deepEqual(dates, [...dates].sort());
      assert.equal(parameters(page).get("q"), "public");
      assert.equal(await page.getByLabel("Order").inputValue(), "oldest");
    });

    see("changes its language and keeps the search", address({ hl: "fr", q: kQuery, country: "FR" }), {}, async (page) => {
      const before = await titles(page);
      await page.getByRole("link", { name: "Deutsch" }).click();
      await page.waitForURL((url) => url.searchParams.get("hl") === "de");
      assert.equal(await page.locator("html").getAttribute("lang"), "de");
      assert.equal(await page.getByRole("button", { name: "Suchen" }).count(), 1);
      assert.equal(await page.getByRole("searchbox").inputValue(), kQuery);
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
      await page.waitForURL((url) => url.searchParams.get("country") === "CA");
      assert.equal(await total(page), promised.CA);
      assert.ok(await page.getByRole("checkbox", { name: "Canada" }).isChecked());
      assert.deepEqual(await counts(page, "country"), promised);
      await page.goBack();
      await page.waitForURL((url) => !url.searchParams.has("country"));
      assert.equal(await total(page), everything);
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
      await page.waitForURL((url) => url.searchParams.get("language") === "it");
      assert.equal(await total(page), promised);
      await page.getByRole("link", { name: "Clear all filters" }).click();
      await page.waitForURL((url) => !url.searchParams.has("country"));
      assert.equal(await page.getByRole("checkbox", { checked: true }).count(), 0);
    });

    see("keeps dates and exclusions of the address", address({ hl: "en", since: "2018", "language.not": "en" }), {}, async (page) => {
      const promised = (await counts(page, "country")).CA;
      await page.getByRole("checkbox", { name: "Canada" }).click();
      await page.waitForURL((url) => url.searchParams.get("country") === "CA");
      assert.equal(await total(page), promised);
      assert.equal(parameters(page).get("since"), "2018-01-01");
      assert.equal(parameters(page).get("language.not"), "en");
    });

    see("works by a result's tag", address({ hl: "fr", q: kQuery }), {}, async (page) => {
      await page.locator(".results .tags").getByRole("link", { name: "design", exact: true }).first().click();
      await page.waitForURL((url) => url.searchParams.get("tag") === "design");
      assert.ok(await page.getByRole("checkbox", { name: "design" }).isChecked());
      assert.equal(parameters(page).get("q"), kQuery);
    });

    see("works without JavaScript", address({ hl: "fr", q: "public" }), { javaScriptEnabled: false }, async (page) => {
      const promised = (await counts(page, "country")).CA;
      await page.getByRole("checkbox", { name: "Canada" }).check();
      await page.getByLabel("Ordre").selectOption("newest");
      await page.getByRole("button", { name: "Appliquer les filtres" }).click();
      await page.waitForURL((url) => url.searchParams.get("country") === "CA");
      assert.equal(parameters(page).get("q"), "public");
      assert.equal(parameters(page).get("sort"), "newest");
      assert.equal(await total(page), promised);
      assert.ok(await page.getByRole("checkbox", { name: "Canada" }).isChecked());
    });
  });

  describe("opening", () => {
    see("leads to a result's own address", address({ hl: "fr", q: kQuery }), {}, async (page, seen) => {
      await page.getByRole("link", { name: kFirstTitle }).click();
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

  describe("on other screens", () => {
    const isWide = async (page) => await page.evaluate(() => document.documentElement.scrollWidth) > kNarrow.viewport.width;

    see("fits a narrow one, results first", address({ hl: "fr", q: kQuery }), kNarrow, async (page) => {
      assert.equal(await isWide(page), false);
      assert.equal(await page.getByRole("checkbox").first().isVisible(), false);
      const title = await page.locator(".results h2").first().boundingBox();
      assert.ok(title.y < kNarrow.viewport.height, `first title at ${title.y}`);
      await shoot(page, "results_narrow");
      await page.locator("details.all > summary").click();
      const box = page.getByRole("checkbox").first();
      assert.ok(await box.isVisible());
      assert.equal(await isWide(page), false);
      await box.click();
      await page.waitForURL((url) => url.searchParams.has("tag"));
      assert.match(await page.locator("details.all > summary").innerText(), /\(1\)/);
    });

    see("opens the filters again where there is room", address({ hl: "fr" }), kNarrow, async (page) => {
      await page.setViewportSize({ width: 1200, height: 850 });
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

  describe("by keyboard alone", () => {
    const focused = (page) => page.evaluate(() => {
      const e = document.activeElement;
      if (e.matches(".skip")) return "skip link";
      if (e.matches("input[type=search]")) return "search box";
      if (e.matches("input[type=checkbox]")) return "facet box";
      if (e.matches("h2 a")) return "result";
      return e.id;
    });

    see("reaches everything in order", address({ hl: "en", q: "public" }), {}, async (page) => {
      const order = [];
      for (let n = 0; n < 200 && !order.includes("result"); ++n) {
        await page.keyboard.press("Tab");
        const now = await focused(page);
        if (now && !order.includes(now)) order.push(now);
      }
      assert.deepEqual(order, ["skip link", "search box", "facet box", "sort", "result"]);
    });

    see("skips to the results", address({ hl: "en", q: "public" }), {}, async (page) => {
      await page.keyboard.press("Tab");
      assert.ok((await page.locator(".skip").boundingBox()).x >= 0);
      await page.keyboard.press("Enter");
      assert.equal(await focused(page), "results");
      for (let n = 0; n < 5 && await focused(page) !== "result"; ++n) await page.keyboard.press("Tab");
      assert.equal(await focused(page), "result");
    });

    see("keeps its place when a box is ticked", address({ hl: "en" }), {}, async (page) => {
      const box = page.locator("input[name=country][value=CA]");
      await box.focus();
      await page.keyboard.press("Space");
      await page.waitForURL((url) => url.searchParams.get("country") === "CA");
      assert.ok(await box.isChecked());
      assert.ok(await box.evaluate((e) => e === document.activeElement));
    });
  });

  describe("meets WCAG 2.2 AA", () => {
    const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
    const kTags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
    const kPages = {
      "the start page": address({ hl: "en" }),
      "results in French": address({ hl: "fr", q: kQuery, country: "FR" }),
      "results in German": address({ hl: "de", q: "barrierefreiheit" }),
      "a report's pages": address({ hl: "en", q: "porcelain" }),
      "an empty result": address({ hl: "it", q: "qqqqqqqq", country: "CA" }),
      "an error": address({ hl: "fr", page: "0" }),
    };

    async function violations(page) {
      if (!await page.evaluate(() => "axe" in window)) await page.evaluate(axe);
      const found = await page.evaluate((tags) => window.axe.run(document, { runOnly: { type: "tag", values: tags } }), kTags);
      assert.ok(found.passes.length > 5, "axe has looked at the page");
      return found.violations.flatMap((v) => v.nodes.map((node) => `${v.id}: ${node.html} ${node.failureSummary}`));
    }

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

    see("and would be told of a violation", address({ hl: "en" }), {}, async (page) => {
      await page.locator("label[for=q]").evaluate((label) => { label.nextElementSibling.placeholder = ""; label.remove(); });
      assert.match((await violations(page)).join(), /label/);
    });
  });

  describe("is safe", () => {
    function attack(name, start, look) {
      test(name, { timeout: kTestMs }, () => visit(browser, hostile.base, {}, async (page) => {
        await page.goto(hostile.base + start);
        await look(page);
        // An image's error comes after the page has loaded.
        await page.waitForLoadState("networkidle");
        assert.equal(await page.locator(".evil").count(), 0);
        assert.equal(await page.locator("script").count(), 1);
        assert.equal(await page.locator("[onerror], [onload], [onclick], img, svg, a[href^='javascript:']").count(), 0);
      }));
    }

    attack("with a hostile title, tags, author and file name", address({ hl: "en", q: "hostile" }), async (page) => {
      assert.match((await titles(page))[0], /^Hostile <script class=evil>alert\(3\)<\/script>"><img class=evil/);
      const tags = await page.locator(".results .tags li").allInnerTexts();
      assert.ok(tags.includes("<script class=evil>alert(6)</script>"), tags.join());
      assert.ok(tags.includes("{{query}}"), tags.join());
      assert.ok(await page.locator(".results mark").count() > 0);
    });

    attack("with a hostile tag ticked", address({ hl: "en" }), async (page) => {
      await page.getByRole("checkbox", { name: "<script class=evil>" }).click();
      await page.waitForURL((url) => url.searchParams.has("tag"));
      assert.equal(await total(page), 1);
    });

    const kWords = `"><img class=evil src=x onerror=alert(1)><script class=evil>alert(2)</script>{{title}}`;
    attack("with hostile words", address({ hl: "fr", q: kWords }), async (page) => {
      assert.equal(await page.getByRole("searchbox").inputValue(), kWords);
      assert.ok((await page.title()).startsWith(kWords));
    });

    test("in an error about a hostile parameter", { timeout: kTestMs }, () => visit(browser, hostile.base, {}, async (page, seen) => {
      await page.goto(hostile.base + address({ hl: "en", sort: kWords, [kWords]: "1" }));
      assert.equal(await page.locator(".evil, script, img").count(), 0);
      assert.match(seen.faults.splice(0).join(), /^400 from [^,]*$/);
    }));

    test("as the watch over all these tests would notice", { timeout: kTestMs }, () => visit(browser, sample.base, {}, async (page, seen) => {
      await page.goto(sample.base + address());
      await page.evaluate(() => {
        const script = document.createElement("script");
        script.textContent = "alert(1)";
        document.body.append(script);
        console.error("noticed");
        setTimeout(() => { throw new Error("thrown"); });
      });
      const noted = async (words) => {
        for (let n = 0; n < 100 && !seen.faults.some((fault) => fault.includes(words)); ++n) await page.waitForTimeout(50);
      };
      await noted("thrown");
      await page.evaluate(() => location.assign("https://elsewhere.test/"));
      await noted("elsewhere");
      const faults = seen.faults.splice(0).join("\n");
      for (const part of [/Content Security Policy/, /console: noticed/, /uncaught: .*thrown/, /request to https:\/\/elsewhere\.test/]) {
        assert.match(faults, part);
      }
    }));
  });
});

describe("the search page of a real site", { timeout: 120_000 }, () => {
  const site = realSite("eig");
  test("shows a report's page with what it says", { timeout: 120_000, skip: site ? false : "the site is not on this machine" }, async () => {
    const browser = await startBrowser();
    let server;
    try {
      server = await Searchd.start(await buildIndex(site));
      await visit(browser, server.base, {}, async (page) => {
        await page.goto(server.base + address({ hl: "fr", q: "Exceptional National Talent Act Barack Obama" }));
        const first = page.locator(".results > li").first();
        assert.match(await first.getByRole("link", { name: "Page 6" }).getAttribute("href"), /\.pdf#page=6$/);
        assert.ok((await first.locator("mark").allInnerTexts()).includes("Obama"));
        await shoot(page, "real_site_report");
        await page.goto(server.base + address({ hl: "fr", q: "initiatives", country: "AU" }));
        assert.equal((await titles(page)).length, await total(page));
        await shoot(page, "real_site_results");
      });
    } finally {
      await browser.close();
      await server?.stop();
    }
  });
});
