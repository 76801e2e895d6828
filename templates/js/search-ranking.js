/**
 * The order of results, by the rules of kbtool/search/ranking.py, where they are explained: the same operations in the same order.
 */
import { isCommon } from "./search-query.js";
import { chunksOf, fold, terms as termsOf } from "./search-text.js";

const EIGHTHS = 8;
export const CANDIDATES = 10;
const CLOSENESS = 0.2;
const TITLE = 0.25;

/** What the terms of one word count: its parts and its whole together no more than a quarter above the rarest of them. */
export function shares(entries) {
  const rarities = entries.map(({ rarity }) => rarity);
  const eighths = Math.min(EIGHTHS, Math.floor((EIGHTHS * 5 * Math.max(...rarities)) / (4 * sum(rarities))));
  return entries.map((entry) => ({ entry, eighths }));
}

let scratch = { documents: 0 }; // for `rank`, which leaves it as it was: zeros

/**
 * The scores of all documents that hold one of the terms: `{found, score}`, their numbers and a function.
 *
 * A unit is a list of alternatives `{entry, eighths}`; a document is worth the best of them.
 */
export function rank(units, documents) {
  if (scratch.documents !== documents) {
    const [held, weights] = [new Uint32Array(documents), new Uint32Array(documents)];
    scratch = { documents, held, weights, worth: new Float64Array(documents) };
  }
  const { held, weights, worth } = scratch;
  const scores = new Float64Array(documents); // the sums, at first
  const found = [];
  const add = (document, brought, weight) => {
    if (!held[document]) found.push(document);
    scores[document] += brought;
    held[document] += weight;
  };
  let asked = 0;
  for (const unit of units) {
    asked += Math.max(...unit.map(weightOf));
    if (unit.length === 1) {
      forEachPosting(unit[0], add);
      continue;
    }
    const touched = [];
    for (const alternative of unit) {
      forEachPosting(alternative, (document, brought, weight) => {
        if (!weights[document]) touched.push(document);
        worth[document] = Math.max(worth[document], brought);
        weights[document] = Math.max(weights[document], weight);
      });
    }
    for (const document of touched) {
      add(document, worth[document], weights[document]);
      worth[document] = weights[document] = 0;
    }
  }
  for (const document of found) {
    scores[document] *= 4 * asked + held[document];
    held[document] = 0;
  }
  return { found, score: (document) => scores[document] };
}

function forEachPosting(alternative, act) {
  const { documents, impacts } = alternative.entry;
  const weight = weightOf(alternative);
  for (let at = 0; at < documents.length; at++) act(documents[at], weight * impacts[at], weight);
}

const weightOf = ({ entry, eighths }) => entry.rarity * eighths;

/** The best `limit` of the documents by `score`, best first; the first in the index of equals. */
export function best(documents, score, limit) {
  const kept = []; // [document, score], best first
  let [last, least] = [0, -1]; // no score is negative
  for (const document of documents) {
    const worth = score(document);
    if (worth < least || (worth === least && document > last)) continue;
    const found = [document, worth];
    let at = kept.length;
    while (at > 0 && isAhead(found, kept[at - 1])) at--;
    kept.splice(at, 0, found);
    if (kept.length > limit) kept.pop();
    if (kept.length === limit) [last, least] = kept[limit - 1];
  }
  return kept;
}

/** Whether a document with its score comes before another. */
export function isAhead([one, score], [other, otherScore]) {
  return score > otherScore || (score === otherScore && one < other);
}

/** How closely the neighbours among `words` (`{terms, rarity}`) stand together in one of the `texts`: 0 to 1. */
export function closeness(words, texts) {
  if (words.length < 2) return 0;
  const tenths = new Array(words.length - 1).fill(0);
  for (const text of texts) {
    const places = placesOf(words, text);
    tenths.forEach((known, n) => {
      tenths[n] = Math.max(known, together(places[n], places[n + 1]));
    });
  }
  const weights = tenths.map((_, n) => Math.min(words[n].rarity, words[n + 1].rarity));
  const whole = 10 * sum(weights);
  return whole ? sum(tenths.map((found, n) => found * weights[n])) / whole : 0;
}

/** The share of a title's words that the query (`{terms}` a word) names, common ones apart: 0 to 1. */
export function titleNamed(words, title, common) {
  const telling = chunksOf(fold(title)).filter((chunk) => !isCommon(chunk.toLowerCase(), common));
  const named = telling.filter((chunk) => termsOf(chunk).some((term) => words.some(({ terms }) => terms.has(term))));
  return telling.length ? named.length / telling.length : 0;
}

export const raised = (score, close, named) => score * (1 + CLOSENESS * close) * (1 + TITLE * named);

const sum = (numbers) => numbers.reduce((one, other) => one + other, 0);

function placesOf(words, text) {
  const places = words.map(() => []);
  chunksOf(fold(text)).forEach((chunk, number) => {
    const found = termsOf(chunk);
    words.forEach(({ terms }, n) => {
      if (found.some((term) => terms.has(term))) places[n].push(number);
    });
  });
  return places;
}

function together(one, other) {
  let most = 0;
  for (const first of one) for (const second of other) most = Math.max(most, tenthsFor(second - first));
  return most;
}

function tenthsFor(steps) {
  if (steps === 1) return 10;
  return [0, 7, 7, 5][Math.abs(steps)] ?? 0;
}
