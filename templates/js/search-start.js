/**
 * What every search begins with, both asked for at once: its thread, and the manifest of the index, which is sent there.
 * The search page has this in its head too, so that a query in the address does not wait for the other scripts.
 */
export function begin(base) {
  const worker = new Worker(new URL("js/search-worker.js", base), { type: "module" });
  fetch(new URL("search/index/index.json", base), { cache: "no-cache" })
    .then((response) => (response.ok ? response.json() : null))
    .catch(() => null)
    .then((manifest) => worker.postMessage({ manifest }));
  return worker;
}
