/**
 * The search engine in a thread of its own. The page sends `{manifest}` once, what the file of this name holds or null where it could not be
 * had, and `{number, query, limit, typing, facets}` for each question, where `number` counts up,
 * and gets back `{number, remarks}` with what `Index.search` finds and what is to be said of the query's conditions, or `{number, error, isSpoilt}`, where
 * `isSpoilt` says that the thread cannot mend it; then, where facets are asked for,
 * `{number, counts}`, or null for counts that could not be had. An answer that a later question has overtaken is not sent.
 */
import { Index, loaded, Unloaded } from "./search-engine.js";

let give;
const given = new Promise((resolve) => {
  give = resolve;
});
const index = new Index(new URL("../search/index/", import.meta.url), given);
let latest = 0;

self.addEventListener("message", ({ data }) => ("manifest" in data ? give(data.manifest) : answer(data)));

async function answer({ number, query, limit, typing, facets }) {
  latest = number;
  const isWanted = () => number === latest;
  try {
    const found = await index.search(query, limit, { typing, isWanted });
    if (!isWanted()) return;
    const { count, ...told } = found;
    const remarks = await remarksOn(query, told);
    if (!isWanted()) return;
    self.postMessage({ number, ...told, remarks });
    if (facets.length) await tellCounts(number, facets, count, isWanted);
  } catch (error) {
    if (isWanted()) self.postMessage({ number, error: String(error?.message ?? error), isSpoilt: error instanceof Unloaded });
  }
}

async function remarksOn(query, told) {
  if (!told.unmet.length && !told.excluded.length) return [];
  const { remarks } = await loaded(import("./search-remarks.js"));
  return remarks(query, told);
}

/** Counts come behind the results, and nothing is lost with them. */
async function tellCounts(number, facets, count, isWanted) {
  const counts = [];
  try {
    for (const facet of facets) {
      if (!isWanted()) return;
      counts.push([facet, await count(facet)]);
    }
    if (isWanted()) self.postMessage({ number, counts });
  } catch {
    if (isWanted()) self.postMessage({ number, counts: null });
  }
}
