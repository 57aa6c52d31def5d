// The history of the search page: what has an entry, and what Back, Forward and a reload bring back.
import assert from "node:assert/strict";
import { describe } from "node:test";
import { address, box, isMarked, kSuite, mark, onSample, titles, total, type, until, waitForSearch } from "./search_page.mjs";

const kSettledMs = 1500;
const entries = (page) => page.evaluate(() => history.length);
const pause = (page) => page.waitForTimeout(kSettledMs + 400);

describe("the history", kSuite, () => {
  const { see } = onSample();

  see("has one entry for what was typed without a pause", address({ hl: "en" }), {}, async (page) => {
    const before = await entries(page);
    await type(page, "open data", { delay: 170 });
    assert.equal(await entries(page), before + 1);
    await pause(page);
    assert.equal(await entries(page), before + 1);
    await page.keyboard.type("x");
    await waitForSearch(page, { q: "open datax" });
    assert.equal(await entries(page), before + 2);
    await page.goBack();
    await until(() => box(page).inputValue(), "open data");
    await page.goBack();
    await until(() => box(page).inputValue(), "");
    await until(() => page.title(), "Veille");
    await page.goForward();
    await until(() => box(page).inputValue(), "open data");
  });

  see("has none more for Enter on what is there", address({ hl: "en" }), {}, async (page) => {
    const before = await entries(page);
    await type(page, "public");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    await page.waitForTimeout(300);
    assert.equal(await entries(page), before + 1);
  });

  see("goes back and forward over text, boxes, dates and order", address({ hl: "en" }), {}, async (page) => {
    await mark(page);
    const state = async () => ({
      total: await total(page), q: await box(page).inputValue(), since: await page.locator("[name=since]").inputValue(),
      sort: await page.locator("#sort").inputValue(), boxes: await page.locator("input:checked").evaluateAll((all) => all.map(({ value }) => value)),
    });
    const states = [await state()];
    const note = async (wanted) => { await waitForSearch(page, wanted); states.push(await state()); };
    await box(page).fill("public");
    await page.keyboard.press("Enter");
    await note({ q: "public" });
    await page.getByRole("checkbox", { name: "Australia" }).click();
    await note({ country: "AU" });
    await page.locator("[name=since]").fill("2018");
    await page.keyboard.press("Tab");
    await note({ since: "2018" });
    await page.getByLabel("Order").selectOption("oldest");
    await note({ sort: "oldest" });
    assert.equal(new Set(states.map((one) => JSON.stringify(one))).size, 5);
    for (let n = 3; n >= 0; --n) {
      await page.goBack();
      await until(state, states[n], `back to ${n}`);
    }
    for (let n = 1; n <= 4; ++n) {
      await page.goForward();
      await until(state, states[n], `forward to ${n}`);
    }
    assert.ok(await isMarked(page));
  });

  see("scrolls to where the page was", address({ hl: "en" }), {}, async (page) => {
    const y = () => page.evaluate(() => Math.round(window.scrollY));
    await page.getByRole("link", { name: "Next" }).scrollIntoViewIfNeeded();
    const low = await y();
    assert.ok(low > 500);
    await page.getByRole("link", { name: "Next" }).click();
    await waitForSearch(page, { page: "2" });
    await until(() => page.locator("#results").evaluate((part) => Math.round(part.getBoundingClientRect().top)), 0);
    assert.equal(await page.evaluate(() => document.activeElement.id), "results");
    const high = await y();
    await page.goBack();
    await until(y, low);
    await page.goForward();
    await until(y, high);
    await page.goBack();
    await until(y, low);
    await page.waitForTimeout(300);
    await page.reload();
    await until(y, low);
  });

  see("is left alone by the link to the results", address({ hl: "en", q: "public" }), {}, async (page) => {
    await page.locator(".skip").focus();
    await page.keyboard.press("Enter");
    await page.waitForURL(/#results$/);
    await mark(page);
    await page.goBack();
    await page.waitForURL((url) => !url.hash);
    assert.ok(await isMarked(page));
    assert.ok(await total(page) > 0);
  });

  see("brings back the page of its own after a result was read", address({ hl: "en", q: "public" }), {}, async (page) => {
    await page.getByRole("checkbox", { name: "Australia" }).click();
    await waitForSearch(page, { country: "AU" });
    const found = await titles(page);
    const result = page.locator(".results .title a").nth(3);
    await result.scrollIntoViewIfNeeded();
    const y = await page.evaluate(() => Math.round(window.scrollY));
    assert.ok(y > 0);
    await result.click();
    await page.waitForURL("https://*.example/**");
    await page.goBack();
    await waitForSearch(page, { country: "AU" });
    await until(() => titles(page), found);
    assert.ok(await page.getByRole("checkbox", { name: "Australia" }).isChecked());
    await until(() => page.evaluate(() => Math.round(window.scrollY)), y);
  });

  see("brings back a whole page with the state of its results", address({ hl: "en", q: "public" }), {}, async (page) => {
    await type(page, " service");
    // As when the browser had gone elsewhere before this was searched; browsers that are driven keep no whole pages.
    await page.evaluate(() => {
      document.querySelector("#q").value = "other";
      document.querySelector("input[name=country]").checked = true;
      window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
    });
    assert.equal(await box(page).inputValue(), "public service");
    assert.equal(await page.locator("input:checked").count(), 0);
  });
});
