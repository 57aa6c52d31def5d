// Hostile texts, tags and searches, what the watch over all tests of the page notices, and a real site.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { describe, test } from "node:test";
import { Searchd, buildIndex, realSite, startBrowser, temporaryFolder } from "./programs.mjs";
import { address, box, kSuite, kTestMs, onSample, options, shoot, titles, total, until, waitForSearch } from "./search_page.mjs";
import { visit } from "./watch.mjs";

const kWords = `"><img class=evil src=x onerror=alert(1)><script class=evil>alert(2)</script>{{title}}`;

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
  // Enough tags for a search among them.
  for (let n = 1; n < 12; ++n) {
    writeFileSync(path.join(site, `${n}.md`), `---\ntitle: "Other ${n}"\ntags: ["<b class=evil onclick=alert(${n})>tag ${n}</b>"]\nlang: en\n---\n\nOther.\n`);
  }
  return site;
}

describe("the search page is safe", kSuite, () => {
  const on = onSample(() => buildIndex(hostileSite()));

  function attack(name, start, look) {
    on.see(name, start, {}, async (page) => {
      await look(page);
      // An image's error comes after the page has loaded.
      await page.waitForLoadState("networkidle");
      assert.equal(await page.locator(".evil").count(), 0);
      assert.equal(await page.locator("script").count(), 1);
      assert.equal(await page.locator("[onerror], [onload], [onclick], [style], img, a[href^='javascript:']").count(), 0);
    });
  }

  attack("with a hostile title, tags, author and file name", address({ hl: "en", q: "hostile" }), async (page) => {
    assert.match((await titles(page))[0], /^Hostile <script class=evil>alert\(3\)<\/script>"><img class=evil/);
    const tags = await page.locator(".results .tags li").allInnerTexts();
    assert.ok(tags.includes("<script class=evil>alert(6)</script>"), tags.join());
    assert.ok(tags.includes("{{query}}"), tags.join());
    assert.ok(await page.locator(".results mark").count() > 0);
  });

  attack("with a hostile tag ticked", address({ hl: "en", q: "hostile" }), async (page) => {
    await page.getByRole("checkbox", { name: "<script class=evil>" }).click();
    await page.waitForURL((url) => url.searchParams.has("tag"));
    assert.equal(await total(page), 1);
    await page.getByRole("link", { name: "Remove the filter <script class=evil>" }).click();
    await waitForSearch(page, { tag: [] });
  });

  attack("with hostile words", address({ hl: "fr", q: kWords }), async (page) => {
    assert.equal(await box(page).inputValue(), kWords);
    assert.ok((await page.title()).startsWith(kWords));
  });

  attack("with hostile words that are typed", address({ hl: "en" }), async (page) => {
    await box(page).fill(kWords);
    await waitForSearch(page, { q: kWords });
    assert.ok((await page.title()).startsWith(kWords));
    await page.goBack();
    await until(() => page.title(), "Veille");
  });

  attack("with hostile completions", address({ hl: "en" }), async (page) => {
    for (const typed of ["host", "svg", "script"]) {
      await box(page).fill(typed);
      await options(page).first().waitFor();
      await page.waitForLoadState("networkidle");
      assert.equal(await page.locator(".evil").count(), 0, typed);
    }
  });

  attack("with hostile values of a facet", address({ hl: "en" }), async (page) => {
    await page.getByRole("searchbox", { name: "Find: Tag" }).fill("script");
    await until(() => page.locator("#facet-tag .label").allInnerTexts(), ["<script class=evil>alert(6)</script>"]);
    await page.getByRole("checkbox", { name: "<script class=evil>" }).click();
    await page.waitForURL((url) => url.searchParams.has("tag"));
    assert.equal(await total(page), 1);
  });

  test("in an error about a hostile parameter", { timeout: kTestMs }, () => on.watch({}, async (page, seen) => {
    await page.goto(on.server.base + address({ hl: "en", sort: kWords, [kWords]: "1" }));
    assert.equal(await page.locator(".evil, script, img").count(), 0);
    assert.match(seen.faults.splice(0).join(), /^400 from [^,]*$/);
  }));

  test("as the watch over all these tests would notice", { timeout: kTestMs }, () => on.watch({}, async (page, seen) => {
    await page.goto(on.server.base + address());
    await page.evaluate(() => {
      const script = document.createElement("script");
      script.textContent = "alert(1)";
      document.body.append(script);
      console.error("noticed");
      setTimeout(() => { throw new Error("thrown"); });
    });
    const noted = (words) => until(() => seen.faults.some((fault) => fault.includes(words)), true, words);
    await noted("thrown");
    await page.evaluate(() => location.assign("https://elsewhere.test/"));
    await noted("elsewhere");
    const faults = seen.faults.splice(0).join("\n");
    for (const part of [/Content Security Policy/, /console: noticed/, /uncaught: .*thrown/, /request to https:\/\/elsewhere\.test/]) {
      assert.match(faults, part);
    }
  }));
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
