/**
 * What every result of a query must meet, by the rules of kbtool/search/conditions.py, phrases.py and facets.py, where they are explained.
 */
import { FACETS, isCommon } from "./search-query.js";
import { asJson } from "./search-shards.js";
import { chunksOf, fold, terms as termsOf } from "./search-text.js";

const MOST_BETWEEN = 4;
const KEYS = 2 ** 32;
const MARK = "=";
const LAST_YEAR = "9999";
const BEHIND = ".";

/**
 * `{areEnough, admitted, leftOut, unmet}`: whether they tell what is wanted where there are no words, those of some documents that meet them but the filters of the facet
 * `apart`, the words and phrases for whose sake articles are excluded, and the conditions that no article meets at all. `entriesOf` looks terms up.
 */
export async function conditions({ filters, phrases }, shards, entriesOf) {
  const { documents } = await shards.manifest();
  const met = (asked, found) => ({ asked, isMet: found.length > 0, has: marks(found, documents) });
  const [filtered, phrased] = await Promise.all([
    Promise.all(filters.map(async (asked) => met(asked, await having(asked, shards)))),
    Promise.all(phrases.map(async (asked) => [asked, await holding(asked.text, shards, entriesOf)])),
  ]);
  const telling = phrased.filter(([, found]) => found);
  const every = [...filtered, ...telling.map(([asked, found]) => met(asked, found))];
  const excluded = every.filter(({ asked }) => asked.isExcluded).map(({ has }) => has);
  const required = every.filter(({ asked, isMet }) => isMet && !asked.isExcluded);
  const held = required.filter(({ asked }) => !asked.facet).map(({ has }) => has);
  const facets = [...new Set(required.map(({ asked }) => asked.facet))].filter(Boolean);
  const byFacet = facets.map((facet) => [facet, required.filter(({ asked }) => asked.facet === facet).map(({ has }) => has)]);
  return {
    areEnough: required.length > 0 || filters.some(({ isExcluded }) => isExcluded),
    admitted: (some, apart) => {
      const asked = byFacet.filter(([facet]) => facet !== apart).map(([, having]) => having);
      const isAdmitted = (document) =>
        !excluded.some((has) => has[document]) &&
        held.every((has) => has[document]) &&
        asked.every((having) => having.some((has) => has[document]));
      return some.filter(isAdmitted);
    },
    leftOut: telling.filter(([{ isExcluded }]) => isExcluded).map(([{ text }]) => text),
    unmet: every.filter(({ asked, isMet }) => !isMet && (asked.facet || !asked.isExcluded)).map(({ asked }) => asked),
  };
}

/** One byte for each document: whether it is among the numbers. */
function marks(numbers, documents) {
  const found = new Uint8Array(documents);
  for (const number of numbers) found[number] = 1;
  return found;
}

/** How many of the documents have each value of a facet, `[name, count, isChosen]`; values that none has are left out unless chosen. */
export async function counted(facet, found, filters, shards) {
  const { documents } = await shards.manifest();
  const among = marks(found, documents);
  const values = await valuesOf(facet, shards);
  const wanted = filters.filter((filter) => filter.facet === facet && !filter.isExcluded);
  const chosen = new Set(wanted.flatMap(({ value }) => matching(values, facet, value)).map(({ names: [name] }) => name));
  return values
    .map(({ names: [name], documents: numbers }) => [name, numbers.reduce((sum, number) => sum + among[number], 0), chosen.has(name)])
    .filter(([, count, isChosen]) => count || isChosen);
}

async function having({ facet, value }, shards) {
  return matching(await valuesOf(facet, shards), facet, value).flatMap(({ documents }) => documents);
}

async function valuesOf(facet, shards) {
  return shards.read("facets", FACETS.indexOf(facet), (bytes) =>
    asJson(bytes).map(([names, steps]) => {
      let document = 0;
      return { names, documents: steps.map((step) => (document += step)) };
    }),
  );
}

/** The values that somebody means. */
export function matching(known, facet, wanted) {
  const bounds = facet === "year" && years(wanted);
  if (bounds) return known.filter(({ names: [year] }) => bounds[0] <= year && year <= bounds[1]);
  const typed = plain(wanted);
  const named = known.filter(({ names }) => names.some((name) => plain(name) === typed));
  return named.length ? named : known.filter(({ names }) => names.some((name) => begin(typed, plain(name))));
}

function years(wanted) {
  const span = /^([0-9]{4})(?:-|\u2013|\.\.)([0-9]{4})$/.exec(wanted);
  if (span) return span.slice(1).sort();
  const bound = /^(<=?|>=?|-|\u2013|\.\.)([0-9]{4})$|^([0-9]{4})(?:-|\u2013|\.\.)$/.exec(wanted);
  if (!bound) return null;
  const [, sign, year, fromYear] = bound;
  if (fromYear) return [fromYear, LAST_YEAR];
  if (sign === ">=") return [year, LAST_YEAR];
  if (sign === ">") return [year + BEHIND, LAST_YEAR];
  return ["", sign === "<" ? String(year - 1).padStart(4, "0") : year];
}

const plain = (name) => (fold(name).toLowerCase().match(/[\p{L}\p{N}]+[+#]*/gu) ?? []).join(" ");
const begin = (typed, name) => typed !== "" && typed.split(" ").every((word) => ` ${name}`.includes(` ${word}`));

/** The articles that hold a phrase; null where it asks for nothing. */
async function holding(phrase, shards, entriesOf) {
  const { common } = await shards.manifest();
  const telling = chunksOf(fold(phrase)).filter((chunk) => !isCommon(chunk.toLowerCase(), common));
  const sets =
    telling.length === 1
      ? termsOf(telling[0]).map((term) => withTerm(term, shards, entriesOf))
      : pairs(phrase, common).map((pair) => kept(pair, shards));
  return sets.length ? inAll(await Promise.all(sets)) : null;
}

async function withTerm(term, shards, entriesOf) {
  const [entry] = await entriesOf([term]);
  return entry && !entry.isExact ? kept(MARK + term, shards) : [...(entry?.documents ?? [])];
}

function inAll([first, ...others]) {
  const sets = others.map((numbers) => new Set(numbers));
  return first.filter((number) => sets.every((set) => set.has(number)));
}

/** The pairs of a text, in order. */
export function pairs(text, common) {
  const found = [];
  let held = [];
  for (const chunk of chunksOf(fold(text))) {
    const word = chunk.toLowerCase();
    if (isCommon(word, common)) {
      if (held.length) held.push(word);
    } else {
      if (held.length && held.length <= 1 + MOST_BETWEEN) found.push([...held, word].join(" "));
      held = [word];
    }
  }
  return found;
}

async function kept(text, shards) {
  const { phraseShards } = await shards.manifest();
  const key = crc32(new TextEncoder().encode(text));
  const shard = await shards.read("phrases", Math.floor((key * phraseShards) / KEYS), (bytes) => bytes);
  return find(shard, key);
}

function find(shard, wanted) {
  let position = 0;
  let key = 0;
  const varint = () => {
    let number = 0;
    for (let place = 1; ; place *= 128) {
      const byte = shard[position++];
      number += (byte & 0x7f) * place; // steps of keys are too large for the operators on bits
      if (!(byte & 0x80)) return number;
    }
  };
  while (position < shard.length && key <= wanted) {
    const step = varint();
    key += Math.floor(step / 2);
    const documents = [];
    for (let left = step % 2 ? 1 : varint(), document = 0; left > 0; left--) {
      document += varint();
      if (key === wanted) documents.push(document);
    }
    if (key === wanted) return documents;
  }
  return [];
}

/** CRC-32 (ISO 3309), as an unsigned number. */
export function crc32(bytes) {
  let sum = ~0;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}
