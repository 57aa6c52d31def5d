// What the tests of the search page have in common: the sample corpus in a browser, and what is read from the page.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { after, before, test } from "node:test";
import { Searchd, buildIndex, root, startBrowser } from "./programs.mjs";
import { visit } from "./watch.mjs";

export const kTestMs = 60_000;
export const kSuite = { timeout: 300_000 };
export const kNarrow = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true };
export const kQuery = "accessibilité clavier";
export const kFirstTitle = "Accessibilité numérique : une matinée sans souris";
const kWaitMs = 10_000;
const screenshots = path.join(root, "build/screenshots");
mkdirSync(screenshots, { recursive: true });

/// The address of a search: `address({q: "a", tag: ["b", "c"], hl: "fr"})`.
export function address(parameters = {}, path = "/search") {
  const search = new URLSearchParams();
  for (const [name, values] of Object.entries(parameters)) {
    for (const value of [values].flat()) search.append(name, value);
  }
  return `${path}?${search}`;
}

export const box = (page) => page.locator("#q");
export const options = (page) => page.locator("[role=option]");
export const titles = (page) => page.locator(".results .title").allInnerTexts();
export const total = async (page) => Number.parseInt(await page.locator(".total").innerText(), 10);
export const parameters = (page) => new URL(page.url()).searchParams;
export const shoot = (page, name, all = true) => page.screenshot({ path: path.join(screenshots, `${name}.png`), fullPage: all });

/// The boxes of a facet, in order: value -> count.
export async function counts(page, facet) {
  const boxes = await page.locator(`input[name=${facet}]`).evaluateAll(
    (all) => all.map((one) => [one.value, Number.parseInt(one.closest("label").querySelector(".count").textContent, 10)]));
  return Object.fromEntries(boxes);
}

/// Waits until `read()` is `expected`, and fails with what it is when that does not happen.
export async function until(read, expected, message) {
  const end = Date.now() + kWaitMs;
  let last;
  do {
    last = await read();
    try {
      return assert.deepEqual(last, expected);
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  } while (Date.now() < end);
  assert.deepEqual(last, expected, message);
}

/// Waits for the results of a search with these parameters: they come together with the address.
export const waitForSearch = (page, wanted) => page.waitForURL(
  ({ searchParams }) => Object.entries(wanted).every(([name, value]) => [value].flat().join() === searchParams.getAll(name).join()));

/// A page that is loaded anew loses this mark.
export const mark = (page) => page.evaluate(() => { window.isSame = true; });
export const isMarked = (page) => page.evaluate(() => window.isSame === true);

/// Types behind what is in the box, and waits for the results.
export async function type(page, text, settings) {
  await box(page).press("End");
  await page.keyboard.type(text, settings);
  await waitForSearch(page, { q: await box(page).inputValue() });
}

/// A promise, and what keeps it.
export function holding() {
  let hold;
  const held = new Promise((resolve) => { hold = resolve; });
  return { held, hold };
}

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const kTags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/// What is not as WCAG 2.2 AA has it.
export async function violations(page) {
  if (!await page.evaluate(() => "axe" in window)) await page.evaluate(axe);
  const found = await page.evaluate((tags) => window.axe.run(document, { runOnly: { type: "tag", values: tags } }), kTags);
  assert.ok(found.passes.length > 5, "axe has looked at the page");
  return found.violations.flatMap((v) => v.nodes.map((node) => `${v.id}: ${node.html} ${node.failureSummary}`));
}

/// A browser and the sample corpus on a server, for the suite that calls this. `see` declares a test on a page there;
/// `watch` is a visit for tests that begin in another way.
export function onSample(makeIndex = () => buildIndex("--config", path.join(root, "corpus/veille.yaml"))) {
  const on = {};
  before(async () => {
    const index = await makeIndex();
    [on.server, on.browser] = await Promise.all([Searchd.start(index), startBrowser()]);
  });
  after(async () => {
    const ends = await Promise.allSettled([on.browser?.close(), on.server?.stop()]);
    for (const end of ends) if (end.status === "rejected") throw end.reason;
  });
  on.watch = (settings, look) => visit(on.browser, on.server.base, settings, look);
  on.see = (name, start, settings, look) => test(name, { timeout: kTestMs }, () => on.watch(settings, async (page, seen) => {
    await page.goto(on.server.base + start);
    await look(page, seen);
  }));
  return on;
}
