/**
 * The files of an index at an address (kbtool/search/manifest.py and shards.py). They are fetched when first needed, and kept.
 */
const FORMAT = "kbtool search index";
const VERSION = 5;

/** A file that the manifest names is gone: the site was published anew since the manifest was read. */
export class Outdated extends Error {}

class Missing extends Error {}

export class Shards {
  #address;
  #given;
  #manifest;
  #shards = new Map();

  /** `given` is a promise of the manifest, or of null where it must be fetched. */
  constructor(address, given) {
    this.#address = address;
    this.#given = given;
  }

  /** `cache` as for `fetch`: "no-cache" asks the host whether the file has changed, "reload" does not take its no for an answer. */
  manifest(cache = "no-cache") {
    if (!this.#manifest || cache === "reload") {
      const manifest = this.#givenOrFetched(cache).then(checked);
      manifest.catch(() => {
        if (this.#manifest === manifest) this.#manifest = undefined;
      });
      this.#manifest = manifest;
    }
    return this.#manifest;
  }

  /** What was given counts once: when it is of no use, or is wanted again, the host has a newer one. */
  async #givenOrFetched(cache) {
    const given = await this.#given;
    this.#given = null;
    return given ?? (await this.#fetch("index.json", { cache })).json();
  }

  /** Forget everything, and ask for the manifest anew. */
  renew() {
    this.#shards.clear();
    return this.manifest("reload");
  }

  /** What `read` makes of the bytes of a shard. */
  async read(kind, number, read) {
    const { folders, shardsPerFolder } = await this.manifest();
    const path = `${kind}/${folders[kind][Math.floor(number / shardsPerFolder)]}/${number}.bin`;
    if (!this.#shards.has(path)) {
      const shard = this.#fetch(path)
        .then(inflated)
        .then(read)
        .catch((error) => {
          this.#shards.delete(path);
          throw error instanceof Missing ? new Outdated(error.message) : error;
        });
      this.#shards.set(path, shard);
    }
    return this.#shards.get(path);
  }

  async #fetch(path, options) {
    const response = await fetch(new URL(path, this.#address), options);
    if (response.status === 404 || response.status === 410) throw new Missing(`${path} is not there`);
    if (!response.ok) throw new Error(`the server answered ${response.status}`);
    return response;
  }
}

/** The bytes of a shard. Written and read by hand, because a pipe from the response takes several times as long for so few bytes. */
async function inflated(response) {
  const stored = new Uint8Array(await response.arrayBuffer());
  const stream = new DecompressionStream("deflate-raw");
  const writer = stream.writable.getWriter();
  Promise.all([writer.write(stored), writer.close()]).catch(() => {}); // what is wrong is told to whoever reads
  const reader = stream.readable.getReader();
  const pieces = [];
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) pieces.push(piece.value);
  return pieces.length === 1 ? pieces[0] : new Uint8Array(await new Blob(pieces).arrayBuffer());
}

function checked(manifest) {
  if (manifest.format !== FORMAT || manifest.version !== VERSION) throw new Error("the index is of another version");
  return { ...manifest, common: new Set(manifest.common.split(" ")) };
}

export const asJson = (bytes) => JSON.parse(new TextDecoder().decode(bytes));

/** The number of the shard that would hold the key; -1 where there is none. */
export function shardOf(firsts, key) {
  return countUntil(firsts, (first) => first <= key) - 1;
}

/** The numbers of the shards that may hold keys with this beginning. */
export function shardsFrom(firsts, beginning) {
  const from = Math.max(0, shardOf(firsts, beginning));
  const until = countUntil(firsts, (first) => first <= beginning || first.startsWith(beginning));
  return Array.from({ length: Math.max(0, until - from) }, (_, at) => from + at);
}

/** How many of the sorted items come before the first that fails the test. */
function countUntil(items, test) {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (test(items[middle])) low = middle + 1;
    else high = middle;
  }
  return low;
}
