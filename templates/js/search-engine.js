/**
 * Reading an index and ranking by it, the same way as `kbtool search` (kbtool/search/index.py, query.py and postings.py, where the bytes
 * of a shard of terms are described).
 */
import { excerpt } from "./search-excerpt.js";
import { best, CANDIDATES, closeness, isAhead, raised, rank } from "./search-ranking.js";
import { asJson, Outdated, shardOf, Shards, shardsFrom } from "./search-shards.js";
import * as spelling from "./search-spelling.js";
import { fold, marked, queryTerms, terms as termsOf } from "./search-text.js";

const MOST_TERMS = 32;
const RARE = 124;
const MARK = "=";

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

/** The words a query is searched by, each with its terms: its common ones only where it has no others. */
export function queryWords(query, common) {
  const found = [...queryTerms(query)];
  const telling = found.filter(([text]) => !common.has(text.replaceAll("'", "")));
  const known = new Set();
  const kept = [];
  for (const [text, terms] of telling.length ? telling : found) {
    const fresh = terms.filter((term) => !known.has(term)).slice(0, MOST_TERMS - known.size);
    fresh.forEach((term) => known.add(term));
    if (fresh.length) kept.push({ text, terms: fresh });
  }
  return kept;
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
    if (isWanted) return { term, rarity, documents, impacts: shard.subarray(position, position + count) };
    position += count;
  }
  return null;
}

/** The index at an address. */
export class Index {
  #shards;

  constructor(address) {
    this.#shards = new Shards(address);
  }

  /**
   * `{results, total, corrections}`: the best `limit` articles, best first; how many hold one of the words; what was searched instead of
   * unknown words, as `{typed, searched}`.
   *
   * While somebody is `typing`, the last word may be the beginning of one. `isWanted` is asked between the steps; null when it says that
   * nobody waits for the answer any more.
   */
  async search(query, limit, options = {}) {
    try {
      return await this.#search(query, limit, options);
    } catch (error) {
      if (!(error instanceof Outdated)) throw error;
      await this.#shards.renew();
      return await this.#search(query, limit, options);
    }
  }

  async #search(query, limit, { typing = false, isWanted = () => true }) {
    const manifest = await this.#shards.manifest();
    if (!isWanted()) return null;
    const words = queryWords(query, manifest.common);
    const begun = typing && fold(query).toLowerCase().endsWith(words.at(-1)?.text) ? words.at(-1) : null;
    const [wanted, ...looked] = await Promise.all([
      this.#entries(wantedIds(query, manifest.prefixes)),
      ...words.map((word) => this.#sought(word, word === begun)),
    ]);
    if (!isWanted()) return null;
    const sought = looked.filter(({ units }) => units.length);
    const first = new Set(wanted.flatMap((entry) => [...entry.documents]));
    const { found, score } = rank(sought.flatMap(({ units }) => units), manifest.documents);
    const together = sought.map(wordOf);
    const others = await this.#best(together, found.filter((document) => !first.has(document)), score, limit);
    if (!isWanted()) return null;
    const terms = new Set(together.flatMap((word) => [...word.terms]));
    const all = [...[...first].map((document) => [document, score(document)]), ...others].slice(0, limit);
    return {
      results: await Promise.all(all.map(([document, worth]) => this.#result(document, worth, terms))),
      total: new Set([...found, ...first]).size,
      corrections: sought.flatMap(({ corrections }) => corrections),
    };
  }

  /** The best documents with their scores; the candidates among them ordered by closeness too. */
  async #best(words, documents, score, limit) {
    const found = best(documents, score, Math.max(limit, CANDIDATES));
    const close = await Promise.all(
      found.slice(0, CANDIDATES).map(async ([document, worth]) => [document, await this.#raised(document, worth, words)]),
    );
    return [...close.sort((one, other) => (isAhead(one, other) ? -1 : 1)), ...found.slice(CANDIDATES)];
  }

  async #raised(document, score, words) {
    if (words.length === 1) return score;
    const [, title, , lead] = await this.#document(document);
    return raised(score, closeness(words, [title, lead]));
  }

  /** A word of the query as the index knows it: units of alternatives, and what was searched instead. */
  async #sought({ text, terms }, isBegun) {
    const typed = await this.#entries(terms);
    const units = typed.map((entry) => [{ entry, eighths: spelling.EIGHTHS }]);
    if (terms.length > 1 || typed.some(({ rarity }) => rarity < RARE)) return { units, corrections: [] };
    const instead = new Map();
    for (const [word, eighths] of await this.#readings(text, isBegun)) {
      const [term] = termsOf(word);
      if (!instead.has(term)) instead.set(term, { word, eighths });
    }
    const found = await this.#entries([...instead.keys()].filter((term) => !typed.some((entry) => entry.term === term)));
    const unit = [...units.flat(), ...found.map((entry) => ({ entry, eighths: instead.get(entry.term).eighths }))];
    const [searched] = typed.length ? [] : found;
    return {
      units: unit.length ? [unit] : [],
      corrections: searched ? [{ typed: text, searched: instead.get(searched.term).word }] : [],
    };
  }

  /** What a rare or unknown word may stand for: `[word, eighths]`. */
  async #readings(word, isBegun) {
    const { documents, firstWords, firstEndings } = await this.#shards.manifest();
    if (isBegun && spelling.canBeBegun(word)) {
      const completions = spelling.completions(word, await this.#words(shardsFrom(firstWords, word)));
      if (completions.length) return completions;
    }
    if (!spelling.canBeMisspelled(word)) return [];
    const [beginning, ending] = await Promise.all([
      this.#words(spelling.beginnings(word).flatMap((letters) => shardsFrom(firstWords, letters))),
      this.#words(shardsFrom(firstEndings, spelling.ending(word)).map((shard) => firstWords.length + shard)),
    ]);
    const known = [...beginning, ...[...ending].map(([other, holding]) => [spelling.reversed(other), holding])];
    return spelling.readings(word, new Map(known), documents);
  }

  /** The words of some shards, with how many articles have each. */
  async #words(shards) {
    const found = await Promise.all(shards.map((shard) => this.#shards.read("words", shard, asJson)));
    return new Map(found.flatMap(([words, holding]) => words.split(" ").map((word, at) => [word, holding[at]])));
  }

  /** What the index holds of the terms, in their order; nothing of those that it does not hold. */
  async #entries(terms) {
    const { firstTerms } = await this.#shards.manifest();
    const found = await Promise.all(
      terms.map(async (term) => {
        const number = shardOf(firstTerms, term);
        return number < 0 ? null : findEntry(await this.#shards.read("terms", number, (bytes) => bytes), term);
      }),
    );
    return found.filter(Boolean);
  }

  async #result(document, score, terms) {
    const [id, title, url, lead] = await this.#document(document);
    return { id, title: marked(title, terms), url, score, excerpt: marked(excerpt(lead, terms), terms) };
  }

  async #document(number) {
    const { documentsPerShard } = await this.#shards.manifest();
    const place = number % documentsPerShard;
    const shard = await this.#shards.read("documents", (number - place) / documentsPerShard, asJson);
    return shard[place];
  }
}

function wordOf({ units }) {
  const entries = units.flat().map(({ entry }) => entry);
  return { terms: new Set(entries.map(({ term }) => term)), rarity: Math.max(...entries.map(({ rarity }) => rarity)) };
}
