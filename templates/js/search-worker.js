/**
 * The search engine in a thread of its own. The page sends `{number, query, limit, typing}`, where `number` counts up, and gets
 * back `{number, results, total, corrections}` or `{number, error}`. An answer that a later question has overtaken is not sent.
 *
 * All modules are named here, so that the browser asks for them at once.
 */
import "./search-stemmer.js";
import "./search-text.js";
import "./search-ranking.js";
import "./search-spelling.js";
import "./search-excerpt.js";
import "./search-shards.js";
import { Index } from "./search-engine.js";

const index = new Index(new URL("../search/index/", import.meta.url));
let latest = 0;

self.addEventListener("message", async ({ data: { number, query, limit, typing } }) => {
  latest = number;
  const isWanted = () => number === latest;
  try {
    const found = await index.search(query, limit, { typing, isWanted });
    if (isWanted()) self.postMessage({ number, ...found });
  } catch (error) {
    if (isWanted()) self.postMessage({ number, error: String(error?.message ?? error) });
  }
});
