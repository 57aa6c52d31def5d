// Runs the real programs for tests: a temporary index, a server on a free port of 127.0.0.1, a browser.
import { execFile, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import readline from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { chromium } from "playwright-core";

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const corpora = path.resolve(process.env.VEILLE_CORPORA ?? path.join(root, "../shared/corpora"));
const binaries = path.resolve(process.env.VEILLE_BINARY_DIR ?? path.join(root, "build/dev"));

const kBuildMs = 120_000;
const kStartMs = 30_000;
const kStopMs = 10_000;

/// The folder of a real site's checkout, or nothing when it is not on this machine.
export function realSite(name) {
  const folder = path.join(corpora, name);
  return existsSync(folder) ? folder : undefined;
}

// What still exists when the process ends, on whatever way, goes with it.
const folders = new Set();
const processes = new Set();
process.on("exit", () => {
  for (const child of processes) child.kill("SIGKILL");
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});
for (const [signal, status] of [["SIGHUP", 129], ["SIGINT", 130], ["SIGTERM", 143]]) process.once(signal, () => process.exit(status));
// Whoever ran the tests may be gone without a word.
const runner = process.ppid;
setInterval(() => { if (process.ppid !== runner) process.exit(1); }, 200).unref();
process.stdout.on("error", () => process.exit(1));

export function temporaryFolder() {
  const folder = mkdtempSync(path.join(tmpdir(), "veille-browser-"));
  folders.add(folder);
  return folder;
}

/// Builds an index; `what` is given to `veille-indexer build`. Files may be skipped, nothing else may go wrong.
export async function buildIndex(...what) {
  const index = path.join(temporaryFolder(), "index");
  const words = ["build", "--quiet", "--index", index, ...what];
  try {
    await promisify(execFile)(path.join(binaries, "veille-indexer"), words, { timeout: kBuildMs });
  } catch (error) {
    if (error.code !== 2) throw new Error(`veille-indexer ${words.join(" ")}: ${error.message}\n${error.stderr}`);
  }
  return index;
}

/// Rejects with `message` unless `promise` settles in time.
function within(promise, ms, message) {
  let timer;
  const late = new Promise((_, reject) => { timer = setTimeout(() => reject(new Error(message())), ms); });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/// A running veille-searchd, ended by its own process id. `options` are its own.
export class Searchd {
  static async start(index, ...options) {
    const server = new Searchd();
    server.log = "";
    server.process = spawn(path.join(binaries, "veille-searchd"), ["--index", index, "--listen", "127.0.0.1:0", ...options],
      { stdio: ["ignore", "pipe", "pipe"] });
    processes.add(server.process);
    server.process.stderr.on("data", (data) => { server.log += data; });
    server.ended = new Promise((resolve) => {
      server.process.once("exit", resolve);
      server.process.once("error", (error) => { server.log += error.message; resolve(-1); });
    });
    const lines = readline.createInterface({ input: server.process.stdout });
    const first = new Promise((resolve) => lines.once("line", resolve));
    const said = () => `veille-searchd does not say where it listens: ${server.log}`;
    const line = await within(Promise.race([first, server.ended]), kStartMs, said);
    const address = /^listening on (http:\/\/127\.0\.0\.1:\d+)$/.exec(line);
    if (!address) throw new Error(said());
    server.base = address[1];
    return server;
  }

  async stop() {
    this.process.kill("SIGTERM");
    try {
      await within(this.ended, kStopMs, () => "veille-searchd does not end");
    } catch (error) {
      this.process.kill("SIGKILL");
      throw error;
    } finally {
      processes.delete(this.process);
    }
  }
}

/// Debian's chromium without windows (the tests take six tenths of the time that they take in the whole browser), which
/// can reach this machine only.
export function startBrowser() {
  return chromium.launch({
    executablePath: process.env.VEILLE_CHROMIUM ?? "/usr/bin/chromium-headless-shell",
    timeout: kStartMs,
    args: [
      "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    ],
  });
}
