/**
 * Reading an index and ranking by it, the same way as `kbtool search` (kbtool/search/index.py and postings.py, where the bytes
 * of a shard are described).
 */
import { marked, queryTerms } from "./search-text.js";

const FORMAT = "kbtool search index";
const VERSION = 1;
const MOST_TERMS = 32;
const MARK = "=";

/** A file that the manifest names is gone: the site was published anew since the manifest was read. */
class Outdated extends Error {}

/** The terms of the articles that a query asks for by their id; see kbtool/search/identifier.py. */
export function wantedIds(query, prefixes) {
  const id = /^(?:([a-z]+)[ :#.-]*|#?)0*([0-9]+)$/;
  const text = query.trim().toLowerCase();
  const whole = id.exec(text);
  let found;
  if (whole) {
    found = [[whole[1] ?? "", whole[2]]];
  } else if (text.includes("/") && !text.includes(" ")) {
    found = [...text.matchAll(/\/q([0-9]{3})\/([0-9])\/([0-9]{2})\b/g)].map((parts) => ["", parts.slice(1).join("")]);
    if (!found.length) {
      found = [...text.matchAll(/(?<=[/;=:])([a-z]*)-?0*([0-9]{3,})(?![a-z0-9])/g)].map((parts) => parts.slice(1)).slice(-1);
    }
  } else {
    found = text.split(/[^a-z0-9-]+/).map((word) => id.exec(word)).filter((word) => word?.[1]).map((word) => word.slice(1));
  }
  return [...new Set(found.filter(([prefix]) => prefixes.includes(prefix)).map(([, number]) => MARK + number))];
}

/** The terms a query is searched by: those of its common words only where it has no others. */
export function searchedTerms(query, common) {
  const words = [...queryTerms(query)];
  const telling = words.filter(([chunk]) => !common.has(chunk.replaceAll("'", "")));
  const found = (telling.length ? telling : words).flatMap(([, terms]) => terms);
  return [...new Set(found)].slice(0, MOST_TERMS);
}

/** A term's rarity, documents and impacts from the bytes of a shard; null where the shard does not hold it. */
export function findEntry(shard, term) {
  const wanted = new TextEncoder().encode(term);
  const current = new Uint8Array(512);
  let position = 0;

  const varint = () => {
    let number = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = shard[position++];
      number |= (byte & 0x7f) << shift;
      if (!(byte & 0x80)) return number; // also past the end, where there is no byte
    }
  };

  while (position < shard.length) {
    const shared = shard[position];
    const length = shared + shard[position + 1];
    current.set(shard.subarray(position + 2, position + 2 + length - shared), shared);
    position += 2 + length - shared;
    const rarity = shard[position++];
    const count = varint();
    const isWanted = length === wanted.length && wanted.every((byte, at) => byte === current[at]);
    const documents = new Uint32Array(isWanted ? count : 0);
    for (let at = 0, document = 0; at < count; at++) {
      document += varint();
      if (isWanted) documents[at] = document;
    }
    if (isWanted) return { rarity, documents, impacts: shard.subarray(position, position + count) };
    position += count;
  }
  return null;
}

/**
 * Documents and their scores, `[document, score]`, best first: those of the set `first`, then the others that hold one of the terms.
 * At most `limit`, and how many there are in all.
 */
export function rank(entries, documents, first, limit) {
  const sums = new Uint32Array(documents);
  const held = new Uint32Array(documents);
  const found = [];
  let allHeld = 0;
  for (const entry of entries) {
    allHeld += entry.rarity;
    entry.documents.forEach((document, at) => {
      if (!sums[document] && !first.has(document)) found.push(document);
      sums[document] += entry.rarity * entry.impacts[at];
      held[document] += entry.rarity;
    });
  }
  const score = (document) => sums[document] * (4 * allHeld + held[document]);
  found.sort((one, other) => score(other) - score(one) || one - other);
  const best = [...first, ...found.slice(0, limit)].slice(0, limit);
  return { best: best.map((document) => [document, score(document)]), total: first.size + found.length };
}

/** The index at an address. Files are fetched when a query first needs them, and kept. */
export class Index {
  #address;
  #manifest;
  #shards = new Map();

  constructor(address) {
    this.#address = address;
  }

  /**
   * The best `limit` articles, best first, and how many hold one of the words.
   *
   * `isWanted` is asked between the steps; null when it says that nobody waits for the answer any more.
   */
  async search(query, limit, isWanted = () => true) {
    try {
      return await this.#search(query, limit, isWanted);
    } catch (error) {
      if (!(error instanceof Outdated)) throw error;
      this.#shards.clear();
      this.#readManifest("reload");
      return await this.#search(query, limit, isWanted);
    }
  }

  async #search(query, limit, isWanted) {
    const manifest = await this.#readManifest();
    if (!isWanted()) return null;
    const terms = searchedTerms(query, manifest.common);
    const [asked, entries] = await Promise.all([
      this.#entries(manifest, wantedIds(query, manifest.prefixes)),
      this.#entries(manifest, terms),
    ]);
    if (!isWanted()) return null;
    const first = new Set(asked.flatMap((entry) => [...entry.documents]));
    const { best, total } = rank(entries, manifest.documents, first, limit);
    const marks = new Set(terms);
    const results = await Promise.all(best.map(([document, score]) => this.#result(manifest, document, score, marks)));
    return { results, total };
  }

  async #entries(manifest, terms) {
    const found = await Promise.all(
      terms.map(async (term) => {
        const number = shardOf(manifest.firstTerms, term);
        return number < 0 ? null : findEntry(await this.#shard(shardPath(manifest, "terms", number, "bin"), asBytes), term);
      }),
    );
    return found.filter(Boolean);
  }

  async #result(manifest, document, score, terms) {
    const place = document % manifest.documentsPerShard;
    const number = (document - place) / manifest.documentsPerShard;
    const shard = await this.#shard(shardPath(manifest, "documents", number, "json"), asJson);
    const [id, title, url, excerpt] = shard[place];
    return { id, title: marked(title, terms), url, score, excerpt: marked(excerpt, terms) };
  }

  /** `cache` as for `fetch`: "no-cache" asks the host whether the file has changed, "reload" does not take its no for an answer. */
  #readManifest(cache = "no-cache") {
    if (!this.#manifest || cache === "reload") {
      const manifest = this.#fetch("index.json", asJson, { cache }).then(checkedManifest);
      manifest.catch(() => {
        if (this.#manifest === manifest) this.#manifest = undefined;
      });
      this.#manifest = manifest;
    }
    return this.#manifest;
  }

  #shard(path, read) {
    if (!this.#shards.has(path)) {
      const shard = this.#fetch(path, read).catch((error) => {
        this.#shards.delete(path);
        throw error instanceof Missing ? new Outdated(error.message) : error;
      });
      this.#shards.set(path, shard);
    }
    return this.#shards.get(path);
  }

  async #fetch(path, read, options) {
    const response = await fetch(new URL(path, this.#address), options);
    if (response.status === 404 || response.status === 410) throw new Missing(`${path} is not there`);
    if (!response.ok) throw new Error(`the server answered ${response.status}`);
    return read(response);
  }
}

class Missing extends Error {}

const asJson = (response) => response.json();
const asBytes = async (response) => new Uint8Array(await response.arrayBuffer());

function checkedManifest(manifest) {
  if (manifest.format !== FORMAT || manifest.version !== VERSION) throw new Error("the index is of another version");
  return { ...manifest, common: new Set(manifest.common.split(" ")) };
}

function shardPath(manifest, kind, number, suffix) {
  const folders = kind === "terms" ? manifest.termFolders : manifest.documentFolders;
  return `${kind}/${folders[Math.floor(number / manifest.shardsPerFolder)]}/${number}.${suffix}`;
}

/** The shard that would hold the term; -1 where there is none. */
function shardOf(firstTerms, term) {
  let low = 0;
  let high = firstTerms.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (firstTerms[middle] <= term) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
