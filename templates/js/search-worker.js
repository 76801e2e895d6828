/**
 * The search engine in a thread of its own. The page sends `{number, query, limit}`, where `number` counts up, and gets back
 * `{number, results, total}` or `{number, error}`. An answer that a later question has overtaken is not sent.
 *
 * All modules are named here, so that the browser asks for them at once.
 */
import "./search-stemmer.js";
import "./search-text.js";
import { Index } from "./search-engine.js";

const index = new Index(new URL("../search/index/", import.meta.url));
let latest = 0;

self.addEventListener("message", async ({ data: { number, query, limit } }) => {
  latest = number;
  const isWanted = () => number === latest;
  try {
    const found = await index.search(query, limit, isWanted);
    if (isWanted()) self.postMessage({ number, ...found });
  } catch (error) {
    if (isWanted()) self.postMessage({ number, error: String(error?.message ?? error) });
  }
});
