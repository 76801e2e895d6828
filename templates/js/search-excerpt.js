/**
 * The piece of a text that a result shows, by the rules of kbtool/search/excerpts.py, where they are explained.
 */
import { chunksOf, fold, terms as termsOf } from "./search-text.js";

const LENGTHS = [200, 300];
const MORE = " \u2026";
const BEFORE = "\u2026 ";
const CONTEXT = 4;

/** The first piece of `text` that holds as many of the `terms` (a Set) as any. */
export function excerpt(text, terms) {
  const words = text.split(" ");
  const found = words.map((word) => chunksOf(fold(word)).flatMap(termsOf).filter((term) => terms.has(term)));
  const starts = [0, ...found.flatMap((here, n) => (here.length ? [Math.max(0, n - CONTEXT)] : []))];
  const held = ([start, end]) => new Set(found.slice(start, end).flat()).size;
  let [length, piece] = [];
  for (length of LENGTHS) {
    const pieces = starts.map((start) => [start, endFrom(words, start, length)]);
    piece = pieces.reduce((best, other) => (held(other) > held(best) ? other : best));
    if (held(piece) === held([0])) break;
  }
  const [start, end] = piece;
  const shown = [...words.slice(start, end).join(" ")].slice(0, length).join("");
  return (start ? BEFORE : "") + shown + (end < words.length ? MORE : "");
}

function endFrom(words, start, length) {
  let room = length - MORE.length - (start ? BEFORE.length : 0) + 1;
  for (let number = start; number < words.length; number++) {
    room -= [...words[number]].length + 1;
    if (room < 0) return Math.max(number, start + 1);
  }
  return words.length;
}
