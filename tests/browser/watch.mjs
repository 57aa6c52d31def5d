// Opens pages and notes whatever must not happen on any of them.
import assert from "node:assert/strict";

const kWaitMs = 10_000;

async function note(context, base, faults, left) {
  await context.route("**/*", (route) => {
    const url = new URL(route.request().url());
    if (url.origin === base) return route.continue();
    // What results lead to: the address is all that matters.
    if (url.hostname.endsWith(".example")) {
      left.push(url.href);
      return route.fulfill({ contentType: "text/html", body: "<!doctype html><title>elsewhere</title>" });
    }
    faults.push(`request to ${url.href}`);
    return route.abort();
  });
  context.on("response", (response) => {
    if (response.status() >= 400) faults.push(`${response.status()} from ${response.url()}`);
  });
  context.on("console", (message) => {
    // A response with an error is noted above.
    const isResponse = message.text().startsWith("Failed to load resource: the server responded with a status of");
    if (["error", "warning"].includes(message.type()) && !isResponse) faults.push(`console: ${message.text()}`);
  });
  context.on("weberror", (error) => faults.push(`uncaught: ${error.error()}`));
  context.on("dialog", (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    return dialog.dismiss();
  });
}

/// Runs `look(page, seen)` in a fresh profile, then fails when anything was noted: a message in the console, a violation
/// of the content security policy, an error, a dialog, a request to another host or an answer of 400 and above.
///
/// `options` are playwright's of a context. `seen.left` lists the addresses that results led to, `seen.faults` what
/// was noted so far; `look` takes out what it expects.
export async function visit(browser, base, options, look) {
  const context = await browser.newContext({ viewport: { width: 1200, height: 850 }, locale: "en-GB", ...options });
  context.setDefaultTimeout(kWaitMs);
  const seen = { faults: [], left: [] };
  try {
    await note(context, base, seen.faults, seen.left);
    await look(await context.newPage(), seen);
  } finally {
    await context.close();
  }
  assert.deepEqual(seen.faults, []);
}
