/**
 * Text to terms, by the rules of kbtool/search/analysis.py, where they are explained. One set of cases tests both.
 */
import { stem } from "./search-stemmer.js";

const LONGEST = 40;
const LONGEST_JOINED = 24;
const MOST_JOINED = 4;
const CACHED_CHUNKS = 20000;
const termsOfChunks = new Map();

const CHUNK = chunkPattern(String.raw`[\p{L}\p{N}]`, "gu");
const ASCII_CHUNK = chunkPattern("[A-Za-z0-9]", "g"); // the same for nearly all texts, and several times as fast
const UNBROKEN = /^(?![0-9])[\p{L}\p{N}]+$/u;
const DIGITS = /^[0-9]+$/;
const PLAIN = /^[a-z]+$/;
const ONE_WORD = /^[A-Z]*[a-z]+$|^[A-Z]+$/;
const FOLDABLE = /[^\x00-\x7f]/;
const FOLDED_ALONE = /[\x00-\x7f]+(?!\p{Mn})|[^]\p{Mn}*/gu;

function chunkPattern(sign, flags) {
  const start = String.raw`(?:(?<![^ \t\n\r\f\v(\["',;=])[-/.])?`;
  const words = String.raw`${sign}+(?:[._\-/'&]${sign}+)*`;
  const end = String.raw`(?:\+\+(?!${sign})|#(?!${sign})|\([0-9]+\))?`;
  return new RegExp(start + words + end, flags);
}

const chunkIn = (folded) => (FOLDABLE.test(folded) ? CHUNK : ASCII_CHUNK);

/** Without accents, ligatures and typographic signs; case is kept. */
export function fold(text) {
  if (!FOLDABLE.test(text)) return text;
  return text.normalize("NFKD").replace(/\p{Mn}/gu, "").replaceAll("\u2019", "'").replaceAll("\u2010", "-");
}

/** The chunks of folded text, in order, as written. */
export const chunksOf = (text) => text.match(chunkIn(text)) ?? [];

/** The terms of one chunk, each once. */
export function terms(chunk) {
  let known = termsOfChunks.get(chunk);
  if (!known) {
    if (termsOfChunks.size >= CACHED_CHUNKS) termsOfChunks.clear();
    const found = ONE_WORD.test(chunk) ? [stem(chunk.toLowerCase())] : [...new Set(ofChunk(chunk))];
    known = found.filter((term) => term.length <= LONGEST);
    termsOfChunks.set(chunk, known);
  }
  return known;
}

/** The chunks of a query in lower case, each with its terms, each chunk once. */
export function queryTerms(query) {
  const found = new Map();
  for (const chunk of chunksOf(fold(query))) {
    if (!found.has(chunk.toLowerCase())) found.set(chunk.toLowerCase(), terms(chunk));
  }
  return found;
}

/** The text in pieces: `[piece, whether one of `wanted` terms is in it]`. What is found in the folded text is marked in the text as written. */
export function marked(text, wanted) {
  const { folded, starts, ends } = foldedWithPlaces(text);
  const pieces = [];
  let position = 0;
  for (const { 0: chunk, index } of folded.matchAll(chunkIn(folded))) {
    const [start, end] = [starts[index], ends[index + chunk.length - 1]];
    if (start < position || !terms(chunk).some((term) => wanted.has(term))) continue; // one character may fold to two chunks
    pieces.push([text.slice(position, start), false], [text.slice(start, end), true]);
    position = end;
  }
  pieces.push([text.slice(position), false]);
  return pieces.filter(([piece]) => piece);
}

/** The folded text, and for each unit of it where the character it comes from begins and ends in the text. */
function foldedWithPlaces(text) {
  let folded = "";
  const starts = [];
  const ends = [];
  for (const { 0: piece, index } of text.matchAll(FOLDED_ALONE)) {
    const plain = fold(piece);
    const isOneCharacter = plain !== piece;
    folded += plain;
    for (let unit = 0; unit < plain.length; unit++) {
      starts.push(isOneCharacter ? index : index + unit);
      ends.push(isOneCharacter ? index + piece.length : index + unit + 1);
    }
  }
  return { folded, starts, ends };
}

function* ofChunk(chunk) {
  const call = /^(.+)\(([0-9]+)\)$/.exec(chunk);
  if (call) {
    yield chunk.toLowerCase();
    yield* ofChunk(call[1]);
    yield call[2];
    return;
  }
  if ("-/.".includes(chunk[0])) {
    const sign = chunk[0];
    chunk = chunk.slice(1);
    if ((sign === "-" ? DIGITS : UNBROKEN).test(chunk)) yield sign + chunk.toLowerCase();
  }
  const name = chunk.replace(/(\+\+|#)$/, "");
  if (name !== chunk && (chunk.endsWith("+") || name.length === 1)) {
    yield chunk.toLowerCase();
    if (name.length === 1) return;
  }
  yield* ofCompound(name);
}

function* ofCompound(compound) {
  const segments = compound.split(/[-/&]/);
  for (const segment of segments) yield* ofSegment(segment);
  const joined = segments.join("");
  if (segments.length > 1 && segments.length <= MOST_JOINED && joined.length <= LONGEST_JOINED && !DIGITS.test(joined)) {
    yield stemmed(joined.toLowerCase().replaceAll("'", ""));
  }
}

function* ofSegment(segment) {
  segment = segment.replace(/'s$/i, "").replaceAll("'", "");
  const whole = segment.toLowerCase();
  const version = /^([0-9]+(?:\.[0-9]+)+)[a-z]?$/.exec(whole);
  const pieces = segment.split(/[._]/);
  if (/^0x[0-9a-f]+$/.test(whole)) {
    yield whole;
    yield "0x" + (whole.slice(2).replace(/^0+/, "") || "0");
  } else if (version) {
    yield whole;
    yield version[1];
    yield shortVersion(version[1]);
  } else if (pieces.length > 1) {
    yield whole;
    for (const piece of pieces) yield* ofWord(piece);
  } else {
    yield* ofWord(segment);
  }
}

function shortVersion(version) {
  const [major, minor, ...others] = version.split(".");
  return others.length ? version : `${major}.${minor.replace(/0+$/, "")}`.replace(/\.$/, "");
}

function* ofWord(word) {
  const whole = word.toLowerCase();
  yield stemmed(whole);
  const code = /^([a-z]{2,})([0-9]+)$/.exec(whole);
  if (/[a-z][A-Z]/.test(word)) {
    for (const hump of word.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+/g)) {
      if (hump.length > 1) yield stemmed(hump.toLowerCase());
    }
  } else if (code) {
    yield stemmed(code[1]);
    yield code[2];
  }
}

function stemmed(word) {
  return PLAIN.test(word) ? stem(word) : word;
}
