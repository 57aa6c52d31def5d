// The pages besides the search in a real browser: readable by everybody, on every screen, without JavaScript.
import assert from "node:assert/strict";
import { describe } from "node:test";
import { kNarrow, kSuite, onSample, shoot, violations } from "./search_page.mjs";

const kPages = {
  values: "/facets/tag?hl=de",
  "values_in_a_search": "/facets/author?q=public&country=FR&prefix=o&hl=fr",
  pivot: "/pivot?rows=tag&columns=country&hl=fr",
  "pivot_of_a_search": "/pivot?rows=year&columns=language&q=public&tag=design&hl=es",
  cite: "/cite?q=public&country=FR&hl=it",
  source: "/source/eig?hl=en",
  country: "/country/CA?hl=fr",
  tag: "/tag/open%20data?hl=de",
};

describe("the other pages", kSuite, () => {
  const { see } = onSample();
  const isWide = (page) => page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);

  for (const [name, address] of Object.entries(kPages)) {
    see(`${name}: meets WCAG 2.2 AA, light and dark`, address, {}, async (page) => {
      for (const colorScheme of ["light", "dark"]) {
        await page.emulateMedia({ colorScheme });
        assert.deepEqual(await violations(page), [], colorScheme);
        await shoot(page, `page_${name}_${colorScheme}`);
      }
    });

    see(`${name}: fits a narrow screen`, address, kNarrow, async (page) => {
      assert.equal(await isWide(page), false);
      assert.deepEqual(await violations(page), []);
      await shoot(page, `page_${name}_narrow`);
    });

    see(`${name}: is printed without what cannot be used on paper`, address, {}, async (page) => {
      await page.emulateMedia({ media: "print" });
      for (const part of [".languages", ".choices", ".take", ".browse", "button"]) {
        for (const one of await page.locator(part).all()) assert.equal(await one.isVisible(), false, part);
      }
      assert.ok(await page.locator("h1").isVisible());
    });
  }

  see("a publication leads to its record and back to its search", "/search?q=accessibilit%C3%A9&hl=fr", { javaScriptEnabled: false }, async (page) => {
    const title = await page.locator(".results .title").first().innerText();
    await page.locator(".record").first().click();
    assert.equal(await page.locator("h1").innerText(), title);
    assert.match(new URL(page.url()).pathname, /^\/publication\/[0-9a-f]{16}$/);
    await shoot(page, "page_publication");
    await page.getByRole("searchbox").fill("public");
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => url.pathname === "/search" && url.searchParams.get("q") === "public");
  });

  see("a record meets WCAG 2.2 AA, wide and narrow", "/search?q=accessibilit%C3%A9&hl=fr", {}, async (page) => {
    await page.locator(".record").first().click();
    await page.waitForURL(/publication/);
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      assert.deepEqual(await violations(page), [], colorScheme);
    }
    await page.setViewportSize(kNarrow.viewport);
    assert.equal(await isWide(page), false);
    assert.deepEqual(await violations(page), []);
  });

  see("an overview searches among what it shows", "/country/CA?hl=en", { javaScriptEnabled: false }, async (page) => {
    await page.getByRole("searchbox", { name: "Search in Canada" }).fill("public");
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => url.searchParams.get("country") === "CA" && url.searchParams.get("q") === "public");
    assert.ok(await page.getByRole("checkbox", { name: "Canada" }).isChecked());
  });

  see("another table is chosen, and a cell leads to its results", "/pivot?hl=en", { javaScriptEnabled: false }, async (page) => {
    await page.locator("select[name=rows]").selectOption("kind");
    await page.locator("select[name=columns]").selectOption("language");
    await page.getByRole("button", { name: "Show" }).click();
    const cell = page.getByRole("link", { name: /^Article, French: / });
    const works = Number.parseInt(await cell.innerText(), 10);
    await cell.click();
    await page.waitForURL(/\/search/);
    assert.equal(Number.parseInt(await page.locator(".total").innerText(), 10), works);
  });

  see("a value is found by its beginning", "/facets/country?hl=en", { javaScriptEnabled: false }, async (page) => {
    await page.getByLabel("Begins with").fill("can");
    await page.getByRole("button", { name: "Show" }).click();
    await page.getByRole("link", { name: "Canada" }).click();
    assert.equal(await page.locator("h1").innerText(), "Canada");
  });

  see("a citation says later whether its search still finds the same", "/cite?q=public&hl=en", { javaScriptEnabled: false }, async (page) => {
    await page.locator("p.address a").click();
    assert.match(await page.getByRole("status").innerText(), /finds the same as then/);
    await shoot(page, "page_verified");
  });

  see("what is not there leads back to the search", "/search?hl=it", {}, async (page, seen) => {
    await page.goto(new URL("/tag/nothing?hl=it", page.url()).href);
    assert.deepEqual(await violations(page), []);
    await page.getByRole("main").getByRole("link").click();
    await page.waitForURL(/\/search/);
    assert.match(seen.faults.splice(0).join(), /^404 from [^,]*$/);
  });
});
