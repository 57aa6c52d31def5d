// The sites that embed something: pages from memory, on a free port of 127.0.0.1.
import { createServer } from "node:http";

const kDocument = { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store" };

/// A server of pages that tests write: `put` gives a page its address.
export class Host {
  static async start() {
    const host = new Host();
    host.pages = new Map();
    host.server = createServer((request, response) => {
      const page = host.pages.get(new URL(request.url, host.base).pathname);
      response.writeHead(page ? 200 : 404, page?.headers ?? kDocument);
      response.end(page?.body ?? "");
    });
    await new Promise((resolve, reject) => {
      host.server.once("error", reject);
      host.server.listen(0, "127.0.0.1", resolve);
    });
    host.base = `http://127.0.0.1:${host.server.address().port}`;
    return host;
  }

  /// The address of a new page with this HTML; `headers` are added to its own.
  put(body, headers = {}) {
    const path = `/${this.pages.size + 1}`;
    this.pages.set(path, { body, headers: { ...kDocument, ...headers } });
    return this.base + path;
  }

  stop() {
    return new Promise((resolve) => {
      this.server.close(resolve);
      this.server.closeAllConnections();
    });
  }
}
