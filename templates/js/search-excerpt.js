/**
 * The piece of a text that a result shows, by the rules of kbtool/search/excerpts.py, where they are explained.
 */
import { chunksOf, fold, terms as termsOf } from "./search-text.js";

const LENGTH = 200;
const MORE = " \u2026";
const BEFORE = "\u2026 ";
const CONTEXT = 4;

/** The first piece of `text` that holds as many of the `terms` (a Set) as any. */
export function excerpt(text, terms) {
  const words = text.split(" ");
  const found = words.map((word) => chunksOf(fold(word)).flatMap(termsOf).filter((term) => terms.has(term)));
  const starts = [0, ...found.flatMap((here, n) => (here.length ? [Math.max(0, n - CONTEXT)] : []))];
  let [best, most] = [0, -1];
  for (const start of starts) {
    const held = new Set(found.slice(start, endFrom(words, start)).flat()).size;
    if (held > most) [best, most] = [start, held];
  }
  const end = endFrom(words, best);
  const piece = [...words.slice(best, end).join(" ")].slice(0, LENGTH).join("");
  return (best ? BEFORE : "") + piece + (end < words.length ? MORE : "");
}

function endFrom(words, start) {
  let room = LENGTH - MORE.length - (start ? BEFORE.length : 0) + 1;
  for (let number = start; number < words.length; number++) {
    room -= [...words[number]].length + 1;
    if (room < 0) return Math.max(number, start + 1);
  }
  return words.length;
}
