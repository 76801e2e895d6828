/**
 * A query taken apart, by the rules of kbtool/search/query.py and identifier.py, where they are explained.
 */
import { chunksOf, fold, queryTerms } from "./search-text.js";

const MOST_TERMS = 32;
const MOST_CONDITIONS = 16;
export const SURE_DIGITS = 5;
export const FACETS = ["product", "type", "year", "keyword"];
const PART = new RegExp(
  String.raw`(?<![^ \t\n\r\f\v])(-?)(?:` +
    String.raw`(${FACETS.map(anyCase).join("|")}):(?:"([^"]*)(?:"(?![^ \t\n\r\f\v])|$)|([^ \t\n\r\f\v]*))` +
    String.raw`|"([^"]*)"[.,;:!?)]*(?![^ \t\n\r\f\v])` +
    String.raw`|([^ \t\n\r\f\v]+))`,
  "g",
);
const NUMBER = String.raw`(?<=\p{L}[a-z][a-z])[0-9]+`;
const BEHIND = "[.,;!?)]*";
const EXCLUDABLE = new RegExp(
  String.raw`^(?![A-Z][a-z]${BEHIND}$)(\p{L}(?:\p{L}|${NUMBER}|[-'.])*(?:\p{L}|${NUMBER}))${BEHIND}$`,
  "u",
);

function anyCase(word) {
  return [...word].map((letter) => `[${letter}${letter.toUpperCase()}]`).join("");
}

/** What somebody typed, as it is taken apart. */
export const plain = (typed) => fold(typed).replace(/[\u201c\u201d\u201e]/g, '"');

/** `{text, isOpen, phrases, filters}`: what ranks and whether its last word may be unfinished; `{text, isExcluded}`; `{facet, value, isExcluded}`. */
export function parse(typed) {
  const folded = plain(typed);
  const text = [];
  const phrases = [];
  const filters = [];
  let [isWord, end, isFollowed] = [false, 0, false];
  for (const { 0: part, 1: sign, 2: facet, 3: quotedValue, 4: value, 5: quoted, 6: word, index } of folded.matchAll(PART)) {
    const isExcluded = sign === "-";
    const hasRoom = phrases.length + filters.length < MOST_CONDITIONS;
    const name = isExcluded && hasRoom && word ? EXCLUDABLE.exec(word)?.[1] : null;
    const wanted = trimmed(quotedValue || value || "");
    if (facet && hasRoom && (wanted || index + part.length === folded.length)) {
      if (wanted) filters.push({ facet: facet.toLowerCase(), value: wanted, isExcluded });
      isFollowed = true;
      continue;
    }
    [isWord, end, isFollowed] = [false, index + part.length, false];
    if (quoted !== undefined && hasRoom) {
      phrases.push({ text: quoted, isExcluded });
      if (!isExcluded) text.push(quoted);
    } else if (name) {
      phrases.push({ text: name, isExcluded });
    } else {
      text.push(part);
      isWord = true;
    }
  }
  if (!filters.length && !text.some((words) => chunksOf(words).length)) {
    const excluded = phrases.filter(({ isExcluded }) => isExcluded);
    return { text: excluded.length ? "" : folded, isOpen: true, phrases: excluded, filters };
  }
  return { text: text.join(" "), isOpen: isWord && (isFollowed || end === folded.length), phrases, filters };
}

/** Whether a query says what results must not hold and nothing that they could be found by. */
export const onlyExcludes = ({ text, phrases, filters }) => phrases.length > 0 && !text && !filters.length;

/** The query with the words of some of its conditions among those that rank, in place of the conditions; excluded values are only dropped. */
export function withWords(asked, passed) {
  const wanted = passed.filter((one) => !(one.facet && one.isExcluded));
  return {
    text: [asked.text, ...wanted.map((one) => one.value ?? one.text)].join(" "),
    isOpen: asked.isOpen && (onlyExcludes(asked) || !passed.length),
    phrases: asked.phrases.filter((phrase) => !passed.includes(phrase)),
    filters: asked.filters.filter((filter) => !passed.includes(filter)),
  };
}

/** The filters in what somebody typed, each with its place in `plain(typed)`: `{facet, isExcluded, at, length}`. */
export function filtersIn(typed) {
  return [...plain(typed).matchAll(PART)]
    .filter(([, , facet]) => facet)
    .map(({ 0: part, 1: sign, 2: facet, index }) => ({
      facet: facet.toLowerCase(),
      isExcluded: sign === "-",
      at: index,
      length: part.length,
    }));
}

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

/** Words that are searched as they are, never in parts. */
export const wholeWords = (texts) => texts.slice(0, MOST_TERMS).map((text) => ({ text, terms: [text] }));

/** The term under which the article with this number lies in the index. */
export const idTerm = (number) => `=${number}`;

/** `{numbers, spellings, isSure, isId}`: the articles that a query asks for by their id, and the ways to write it that are searched instead of words. */
export function wantedIds(query, prefixes) {
  const id = /^(?:([a-z]+)[ :#.-]*|#?)0*([0-9]+)$/;
  const text = trimmed(query).toLowerCase();
  const whole = id.exec(text);
  const address = /^(?:[a-z]+:\/\/[^/ ]*|[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::[0-9]+)?)?(\/[^ ]*)$/.exec(text);
  let found;
  if (whole) {
    found = [[whole[1] ?? "", whole[2]]];
  } else if (address) {
    found = [...address[1].matchAll(/\/q([0-9]{3})\/([0-9])\/([0-9]{2})\b/g)].map((parts) => ["", parts.slice(1).join("")]);
    if (!found.length) {
      const numbered = [...address[1].matchAll(/(?<=[/;=:])([a-z]*)-?0*([0-9]{3,})(?![a-z0-9])/g)];
      found = numbered.map((parts) => parts.slice(1)).slice(-1);
    }
  } else {
    found = text.split(/[^a-z0-9-]+/).map((word) => id.exec(word)).filter((word) => word?.[1]).map((word) => word.slice(1));
  }
  const named = found.filter(([prefix]) => prefixes.includes(prefix));
  const numbers = [...new Set(named.map(([, number]) => number))];
  const isSure = named.length > 0 && named.every(([prefix, number]) => prefix || number.length >= SURE_DIGITS);
  const isId = Boolean(whole || address) && isSure;
  const spellings = isId ? numbers.flatMap((number) => prefixes.map((prefix) => prefix + number)) : [];
  return { numbers, spellings, isSure, isId };
}
