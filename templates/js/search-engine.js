/**
 * Searching an index, the same way as `kbtool search` (kbtool/search/index.py; the bytes of a shard of terms are described in postings.py).
 */
import { excerpt } from "./search-excerpt.js";
import { best, CANDIDATES, closeness, isAhead, raised, rank, shares, titleNamed } from "./search-ranking.js";
import { asJson, Outdated, shardOf, Shards, shardsFrom } from "./search-shards.js";
import { shown } from "./search-shown.js";
import * as spelling from "./search-spelling.js";
import { idTerm, onlyExcludes, parse, queryWords, SURE_DIGITS, wantedIds, wholeWords, withWords } from "./search-query.js";
import { marked, terms as termsOf } from "./search-text.js";

const RARE = 124; // as in kbtool/search/index.py, which says what the two mean
const VERY_RARE = 162;
const NO_CONDITIONS = { areEnough: false, admitted: (documents) => documents, leftOut: [], unmet: [] };

/** Reads varints from a position of some bytes on. */
class Reader {
  constructor(bytes, position = 0) {
    this.bytes = bytes;
    this.position = position;
  }

  varint() {
    let number = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.bytes[this.position++];
      number |= (byte & 0x7f) << shift;
      if (!(byte & 0x80)) return number; // also past the end, where there is no byte
    }
  }
}

/** A term's rarity, documents and impacts, and whether the documents are just those that hold it, from the bytes of a shard; null where the shard does not hold it. */
function findEntry(shard, term) {
  const { head, before, postings, end } = findHead(shard, new TextEncoder().encode(term));
  if (!head) return null;
  const reader = new Reader(shard, end);
  for (let skipped = 0; skipped < before; skipped++) reader.varint();
  const documents = new Uint32Array(head.count);
  for (let at = 0, document = 0; at < head.count; at++) documents[at] = document += reader.varint();
  const impacts = shard.length - postings + before;
  return { term, rarity: head.rarity, documents, impacts: shard.subarray(impacts, impacts + head.count), isExact: head.isExact };
}

/** The head of the wanted term, how many postings the shard holds before its own and in all, and where the heads end. */
function findHead(shard, wanted) {
  const reader = new Reader(shard);
  const end = reader.varint() + reader.position;
  const current = new Uint8Array(512);
  let [head, before, postings] = [null, 0, 0];
  while (reader.position < end) {
    const from = reader.position + 2;
    const shared = shard[from - 2];
    const more = shard[from - 1];
    for (let at = 0; at < more; at++) current[shared + at] = shard[from + at];
    reader.position = from + more + 1;
    const counted = reader.varint();
    const count = counted >> 1;
    if (shared + more === wanted.length && wanted.every((byte, at) => byte === current[at])) {
      head = { rarity: shard[from + more], count, isExact: !(counted & 1) };
      before = postings;
    }
    postings += count;
  }
  return { head, before, postings, end };
}

/** A module could not be loaded; browsers may not ask for it again in the same thread. */
export class Unloaded extends Error {}

/** A module that only some queries need, once it is here. */
export const loaded = (module) =>
  module.catch((error) => {
    throw new Unloaded(error.message);
  });

const conditionsModule = () => loaded(import("./search-conditions.js"));

/** The index at an address. */
export class Index {
  #shards;

  /** `given` as for `Shards`. */
  constructor(address, given) {
    this.#shards = new Shards(address, given);
  }

  /**
   * What a query finds: `results`, the best `limit` articles, best first; `total`, how many there are; `corrections`, what was searched
   * instead of unknown words, `{typed, searched}`; `absent`, the numbers of ids that no article bears; `isId`, whether the query is an id
   * and nothing else; `unmet`, the conditions that no article meets and the exclusions that leave nothing, `{text | facet, value,
   * isExcluded}`; `excluded`, the words and phrases of which articles are left out; `hasConditions`, whether it asks for more
   * than words; `onlyExcludes`, whether it asks for nothing but what to leave out; `filters`, how many filters narrow the results; `count`, a function of a facet that gives how many articles have each value, `[name, count, isChosen]`.
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
    await this.#shards.manifest();
    const parsed = parse(query);
    const found = await this.#found(parsed, typing, isWanted);
    if (!found) return null;
    const { sought, first, score, admitted, every, met, unmet, ids, absent } = found;
    const together = sought.map(wordOf);
    const others = await this.#best(together, without(first, admitted), score, limit);
    if (!isWanted()) return null;
    const terms = new Set(together.flatMap((word) => [...word.terms]));
    const asked = admitted.filter((document) => first.has(document)).map((document) => [document, score(document)]);
    return {
      results: await Promise.all([...asked, ...others].slice(0, limit).map(([document, worth]) => this.#result(document, worth, terms))),
      total: admitted.length,
      corrections: sought.flatMap(({ corrections }) => corrections),
      absent,
      isId: ids.isId,
      unmet,
      excluded: met.leftOut,
      hasConditions: parsed.phrases.length + parsed.filters.length > 0,
      onlyExcludes: onlyExcludes(parsed),
      filters: parsed.filters.filter((filter) => !unmet.includes(filter)).length,
      count: (facet) => this.#counts(facet, every, met, parsed.filters),
    };
  }

  /** What the query finds, and the conditions that were passed over: their words rank instead. */
  async #found(asked, typing, isWanted) {
    const excluded = asked.phrases.filter(({ isExcluded }) => isExcluded);
    if (!onlyExcludes(asked)) {
      const met = await this.#conditions(asked);
      if (!isWanted()) return null;
      const found = await this.#ranked(withWords(asked, met.unmet), met, typing);
      if (!isWanted()) return null;
      if (!excluded.length || found.admitted.length) return { ...found, met, unmet: met.unmet };
    }
    const again = await this.#found(withWords(asked, excluded), typing, isWanted);
    return again && { ...again, unmet: [...excluded, ...again.unmet] };
  }

  async #ranked(asked, met, typing) {
    const manifest = await this.#shards.manifest();
    const ids = wantedIds(asked.text, manifest.prefixes);
    const words = ids.isId ? wholeWords(ids.spellings) : queryWords(asked.text, manifest.common);
    const begun = asked.isOpen ? words.at(-1) : null;
    const [borne, ...looked] = await Promise.all([
      this.#entries(ids.numbers.map(idTerm)),
      ...words.map((word) => this.#sought(word, word === begun, typing)),
    ]);
    const sought = looked.filter(({ units }) => units.length);
    const first = new Set(borne.flatMap((entry) => [...entry.documents]));
    const { found: holding, score } = rank(sought.flatMap(({ units }) => units), manifest.documents);
    const found = !words.length && met.areEnough ? Array.from({ length: manifest.documents }, (_, number) => number) : holding;
    const every = first.size ? [...first, ...without(first, found)] : found;
    const finished = ids.numbers.filter((number) => !typing || number.length >= SURE_DIGITS);
    return {
      sought,
      first,
      score,
      every,
      admitted: met.admitted(every),
      ids,
      absent: ids.isSure ? finished.filter((number) => !borne.some(({ term }) => term === idTerm(number))) : [],
    };
  }

  async #conditions(parsed) {
    if (!parsed.filters.length && !parsed.phrases.length) return NO_CONDITIONS;
    const { conditions } = await conditionsModule();
    return conditions(parsed, this.#shards, (terms) => this.#entries(terms));
  }

  async #counts(facet, documents, met, filters) {
    const { counted } = await conditionsModule();
    return counted(facet, met.admitted(documents, facet), filters, this.#shards);
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
    const { title, lead } = await this.#document(document);
    const { common } = await this.#shards.manifest();
    return raised(score, closeness(words, [title, lead]), titleNamed(words, title, common));
  }

  /** A word of the query as the index knows it: units of alternatives, and what was searched instead. */
  async #sought({ text, terms }, isBegun, typing) {
    const typed = await this.#entries(terms);
    const units = shares(typed).map((alternative) => [alternative]);
    const isCounted = typed.some(({ term }) => term === text) && !(isBegun && typing);
    if (terms.length > 1 || typed.some(({ rarity }) => rarity < (isCounted ? VERY_RARE : RARE))) return { units, corrections: [] };
    const instead = new Map();
    for (const [word, eighths] of await this.#readings(text, isBegun && (typing || !typed.length), typing)) {
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
  async #readings(word, isBegun, typing) {
    const { documents, firstWords, firstEndings } = await this.#shards.manifest();
    const isBeginning = (other) => other.startsWith(word);
    const begun = isBegun && spelling.canBeBegun(word) ? await this.#words(shardsFrom(firstWords, word), isBeginning) : [];
    const completed = spelling.completions(word, begun);
    if ((completed.length && typing) || !spelling.canBeMisspelled(word)) return completed;
    const isLike = spelling.isLike(word);
    const [beginning, ending] = await Promise.all([
      this.#words(spelling.beginnings(word).flatMap((letters) => shardsFrom(firstWords, letters)), isLike),
      this.#words(shardsFrom(firstEndings, spelling.ending(word)).map((shard) => firstWords.length + shard), isLike),
    ]);
    const known = new Map([...beginning, ...ending.map(([other, holding]) => [spelling.reversed(other), holding])]);
    return spelling.likelier(completed, spelling.readings(word, known, documents), new Map([...begun, ...known]));
  }

  /** The words of some shards that pass a test, with how many articles have each: `[word, holding]`. */
  async #words(shards, isWanted) {
    const found = await Promise.all(shards.map((shard) => this.#shards.read("words", shard, asJson)));
    return found.flatMap(([words, holding]) =>
      words.split(" ").flatMap((word, at) => (isWanted(word) ? [[word, holding[at]]] : [])),
    );
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
    const { id, title, url, lead } = await this.#document(document);
    return { id, title: marked(title, terms), url, score, excerpt: marked(excerpt(lead, terms), terms) };
  }

  async #document(number) {
    const { documentsPerShard, pageName } = await this.#shards.manifest();
    const place = number % documentsPerShard;
    const shard = await this.#shards.read("documents", (number - place) / documentsPerShard, (bytes) => shown(bytes, pageName));
    return shard[place];
  }
}

function without(some, documents) {
  return some.size ? documents.filter((document) => !some.has(document)) : documents;
}

function wordOf({ units }) {
  const entries = units.flat().map(({ entry }) => entry);
  return { terms: new Set(entries.map(({ term }) => term)), rarity: Math.max(...entries.map(({ rarity }) => rarity)) };
}
