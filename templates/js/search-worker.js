/**
 * The search engine in a thread of its own. The page sends `{number, query, limit, typing, facets}`, where `number` counts up,
 * and gets back `{number}` with what `Index.search` finds, or `{number, error}`. An answer that a later question has overtaken is not sent.
 *
 * All modules that every query needs are named here, so that the browser asks for them at once.
 */
import "./search-stemmer.js";
import "./search-text.js";
import "./search-query.js";
import "./search-ranking.js";
import "./search-spelling.js";
import "./search-excerpt.js";
import "./search-shards.js";
import { Index } from "./search-engine.js";

const index = new Index(new URL("../search/index/", import.meta.url));
let latest = 0;

self.addEventListener("message", async ({ data: { number, query, limit, ...options } }) => {
  latest = number;
  const isWanted = () => number === latest;
  try {
    const found = await index.search(query, limit, { ...options, isWanted });
    if (isWanted()) self.postMessage({ number, ...found });
  } catch (error) {
    if (isWanted()) self.postMessage({ number, error: String(error?.message ?? error) });
  }
});
