/**
 * The piece of a text that a result shows, by the rules of kbtool/search/excerpts.py, where they are explained.
 */
import { chunksOf, fold, terms as termsOf } from "./search-text.js";

const LENGTHS = [200, 240];
const MORE = " \u2026";
const BEFORE = "\u2026 ";
const CONTEXT = 4;

/** The first piece of `text` that holds as many of the `terms` (a Set) as any. */
export function excerpt(text, terms) {
  const words = text.split(" ");
  const lengths = words.map((word) => [...word].length);
  const found = words.map((word) => chunksOf(fold(word)).flatMap(termsOf).filter((term) => terms.has(term)));
  const starts = [0, ...found.flatMap((here, n) => (here.length ? [Math.max(0, n - CONTEXT)] : []))];
  const heldFrom = (start, end) => new Set(found.slice(start, end).flat()).size;
  const every = heldFrom(0);
  let [length, piece] = [];
  for (length of LENGTHS) {
    const pieces = starts.map((start) => {
      const end = endFrom(lengths, start, length);
      return { start, end, held: heldFrom(start, end) };
    });
    piece = pieces.reduce((best, other) => (other.held > best.held ? other : best));
    if (piece.held === every) break;
  }
  const { start, end } = piece;
  const shown = [...words.slice(start, end).join(" ")].slice(0, length).join("");
  return (start ? BEFORE : "") + shown + (end < words.length ? MORE : "");
}

function endFrom(lengths, start, length) {
  let room = length - MORE.length - (start ? BEFORE.length : 0) + 1;
  for (let number = start; number < lengths.length; number++) {
    room -= lengths[number] + 1;
    if (room < 0) return Math.max(number, start + 1);
  }
  return lengths.length;
}
