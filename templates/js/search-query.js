/**
 * A query taken apart, by the rules of kbtool/search/query.py and identifier.py, where they are explained.
 */
import { fold, queryTerms } from "./search-text.js";

const MOST_TERMS = 32;
const MOST_CONDITIONS = 16;
const SURE_DIGITS = 5;
const PART =
  /(?<![^ \t\n\r\f\v])(-?)(?:(product|type|year|keyword):(?:"([^"]*)(?:"|$)|([^ \t\n\r\f\v]*))|"([^"]*)"(?![^ \t\n\r\f\v])|([^ \t\n\r\f\v]+))/gi;
const EXCLUDABLE = /^(?:[A-Za-z]{2}|[^\x00-\x7f])/;

/** `{text, phrases, filters}`: what ranks, phrases `{text, isExcluded}` and filters `{facet, value, isExcluded}`. */
export function parse(typed) {
  const text = [];
  const phrases = [];
  const filters = [];
  for (const [part, sign, facet, quotedValue, value, quoted, word] of plainQuotes(fold(typed)).matchAll(PART)) {
    const isExcluded = sign === "-";
    const hasRoom = phrases.length + filters.length < MOST_CONDITIONS;
    if (facet && hasRoom) {
      filters.push({ facet: facet.toLowerCase(), value: trimmed(quotedValue || value || ""), isExcluded });
    } else if (quoted !== undefined && hasRoom) {
      phrases.push({ text: quoted, isExcluded });
      if (!isExcluded) text.push(quoted);
    } else if (isExcluded && word && hasRoom && EXCLUDABLE.test(word)) {
      phrases.push({ text: word, isExcluded });
    } else {
      text.push(part);
    }
  }
  if (!text.some(Boolean) && !filters.length) {
    return { text: phrases.map((phrase) => phrase.text).join(" "), phrases: [], filters: [] };
  }
  return { text: text.join(" "), phrases, filters: filters.filter(({ value }) => value) };
}

/** The filters in what somebody typed, each with its place there: `{facet, value, isExcluded, at, length}`. */
export function filtersIn(typed) {
  return [...plainQuotes(typed).matchAll(PART)]
    .filter(([, , facet]) => facet)
    .map(({ 0: part, 1: sign, 2: facet, 3: quoted, 4: value, index }) => ({
      facet: facet.toLowerCase(),
      value: trimmed(quoted || value || ""),
      isExcluded: sign === "-",
      at: index,
      length: part.length,
    }));
}

const plainQuotes = (text) => text.replace(/[\u201c\u201d\u201e]/g, '"');
const trimmed = (text) => text.replace(/^[ \t\n\r\f\v]+|[ \t\n\r\f\v]+$/g, "");

/** Whether a chunk in lower case is one of the common words. */
export const isCommon = (chunk, common) => common.has(chunk.replaceAll("'", ""));

/** The words a query is searched by, each with its terms: its common ones only where it has no others. */
export function queryWords(text, common) {
  const found = [...queryTerms(text)];
  const telling = found.filter(([chunk]) => !isCommon(chunk, common));
  const known = new Set();
  const kept = [];
  for (const [chunk, terms] of telling.length ? telling : found) {
    const fresh = terms.filter((term) => !known.has(term)).slice(0, MOST_TERMS - known.size);
    fresh.forEach((term) => known.add(term));
    if (fresh.length) kept.push({ text: chunk, terms: fresh });
  }
  return kept;
}

/** The term under which the article with this number lies in the index. */
export const idTerm = (number) => `=${number}`;

/** `{numbers, words, isSure, isAll}`: the articles that a query asks for by their id, and the words it is searched by besides. */
export function wantedIds(query, prefixes) {
  const id = /^(?:([a-z]+)[ :#.-]*|#?)0*([0-9]+)$/;
  const text = query.trim().toLowerCase();
  const whole = id.exec(text);
  let isAll = true;
  let found;
  if (whole) {
    found = [[whole[1] ?? "", whole[2]]];
  } else if (text.includes("/") && !text.includes(" ")) {
    found = [...text.matchAll(/\/q([0-9]{3})\/([0-9])\/([0-9]{2})\b/g)].map((parts) => ["", parts.slice(1).join("")]);
    if (!found.length) {
      found = [...text.matchAll(/(?<=[/;=:])([a-z]*)-?0*([0-9]{3,})(?![a-z0-9])/g)].map((parts) => parts.slice(1)).slice(-1);
    }
  } else {
    isAll = false;
    found = text.split(/[^a-z0-9-]+/).map((word) => id.exec(word)).filter((word) => word?.[1]).map((word) => word.slice(1));
  }
  const numbers = [...new Set(found.filter(([prefix]) => prefixes.includes(prefix)).map(([, number]) => number))];
  const isSure = !(whole && !whole[1] && whole[2].length < SURE_DIGITS);
  const written = numbers.flatMap((number) => prefixes.map((prefix) => prefix + number)).join(" ");
  return { numbers, words: isAll && isSure && numbers.length ? written : query, isSure, isAll };
}
