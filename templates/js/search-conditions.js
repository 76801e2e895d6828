/**
 * What every result of a query must meet, by the rules of kbtool/search/conditions.py, phrases.py and facets.py, where they are explained.
 */
import { isCommon } from "./search-query.js";
import { asJson } from "./search-shards.js";
import { chunksOf, fold, terms as termsOf } from "./search-text.js";

const FACETS = ["product", "type", "year", "keyword"];
const MOST_BETWEEN = 4;
const KEYS = 2 ** 32;
const MARK = "=";

/**
 * `{isAdmitted, unmet}`: whether a document meets the conditions but the filters of the facet `apart`, and the conditions that were
 * passed over because no article meets them. `entriesOf` looks terms up.
 */
export async function conditions({ filters, phrases }, shards, entriesOf) {
  const filtered = await Promise.all(filters.map(async (asked) => ({ asked, found: await having(asked, shards) })));
  const looked = await Promise.all(phrases.map(async (asked) => ({ asked, found: await holding(asked.text, shards, entriesOf) })));
  const every = [...filtered, ...looked.filter(({ found }) => found)];
  const met = every.filter(({ found }) => found.size);
  const excluded = met.filter(({ asked }) => asked.isExcluded);
  const required = met.filter(({ asked }) => !asked.isExcluded);
  const facets = [...new Set(required.map(({ asked }) => asked.facet))].filter(Boolean);
  return {
    areAny: met.length > 0,
    isAdmitted: (document, apart) =>
      !excluded.some(({ found }) => found.has(document)) &&
      required.every(({ asked, found }) => asked.facet || found.has(document)) &&
      facets.every(
        (facet) => facet === apart || required.some(({ asked, found }) => asked.facet === facet && found.has(document)),
      ),
    unmet: every.filter(({ asked, found }) => !found.size && (asked.facet || !asked.isExcluded)).map(({ asked }) => asked),
  };
}

/** How many of the documents have each value of a facet: `[name, count]` in the order of the index. */
export async function counted(facet, documents, shards) {
  const among = new Set(documents);
  const values = await valuesOf(facet, shards);
  return values
    .map(({ names, documents: having }) => [names[0], having.reduce((count, document) => count + among.has(document), 0)])
    .filter(([, count]) => count);
}

async function having({ facet, value }, shards) {
  return new Set(matching(await valuesOf(facet, shards), facet, value).flatMap(({ documents }) => documents));
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
  const years = facet === "year" && /^([0-9]{4})(?:-|\.\.)([0-9]{4})$/.exec(wanted);
  if (years) {
    const [first, last] = years.slice(1).sort();
    return known.filter(({ names: [year] }) => first <= year && year <= last);
  }
  const typed = plain(wanted);
  const named = known.filter(({ names }) => names.some((name) => plain(name) === typed));
  return named.length ? named : known.filter(({ names }) => names.some((name) => begin(typed, plain(name))));
}

const plain = (name) => (fold(name).toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(" ");
const begin = (typed, name) => typed !== "" && typed.split(" ").every((word) => ` ${name}`.includes(` ${word}`));

/** The articles that hold a phrase; null where it is nothing but common words. */
async function holding(phrase, shards, entriesOf) {
  const { common } = await shards.manifest();
  const telling = chunksOf(fold(phrase)).filter((chunk) => !isCommon(chunk.toLowerCase(), common));
  if (!telling.length) return null;
  const found =
    telling.length === 1
      ? termsOf(telling[0]).map((term) => withTerm(term, shards, entriesOf))
      : pairs(phrase, common).map((pair) => kept(pair, shards));
  return intersection(await Promise.all(found));
}

async function withTerm(term, shards, entriesOf) {
  const [entry] = await entriesOf([term]);
  return entry && !entry.isExact ? kept(MARK + term, shards) : new Set(entry?.documents);
}

function intersection([first, ...others]) {
  return new Set([...(first ?? [])].filter((document) => others.every((found) => found.has(document))));
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
  return new Set(find(shard, key));
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
  while (position < shard.length) {
    const step = varint();
    key += Math.floor(step / 2);
    const documents = [];
    for (let left = step % 2 ? 1 : varint(), document = 0; left > 0; left--) documents.push((document += varint()));
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
