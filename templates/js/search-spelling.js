/**
 * What a misspelled or unfinished word may stand for, by the rules of kbtool/search/spelling.py, where they are explained.
 */
export const KEYED = 2;
const [ONE_SLIP, TWO_SLIPS, COMPLETED] = [6, 5, 7];
const TWO_SLIPS_LETTERS = 6;
const MOST = 2;
const MOST_COMPLETIONS = 3;
const AS_FREQUENT = 50;
const RARE = 5000;
const DOCUMENTS_PER_HOLDER = 20000;

export const canBeMisspelled = (word) => /^[a-z]{4,24}$/.test(word);
export const canBeBegun = (word) => /^[a-z]{2,24}$/.test(word);

export const reversed = (word) => [...word].reverse().join("");

/** What the words begin with among which readings of `word` are looked for. */
export function beginnings(word) {
  return word.length === 4 ? [word.slice(0, KEYED), word[0] + word[2]] : [word.slice(0, KEYED)];
}

/** What the words end in, spelled backwards, among which readings of `word` are looked for. */
export const ending = (word) => reversed(word).slice(0, KEYED);

/**
 * Whether another word, spelled forwards or backwards, may be near enough to `word`: nearly as long, and of nearly the same letters,
 * because a slip brings in one letter at most and takes out one. It spares most words the slow count of slips.
 */
export function isLike(word) {
  const most = mostSlips(word);
  const letters = lettersOf(word);
  return (other) => Math.abs(other.length - word.length) <= most && bitsIn(letters ^ lettersOf(other)) <= 2 * most;
}

function lettersOf(word) {
  let letters = 0;
  for (let at = 0; at < word.length; at++) letters |= 1 << (word.charCodeAt(at) - 97);
  return letters;
}

function bitsIn(number) {
  let count = 0;
  for (; number; number &= number - 1) count++;
  return count;
}

const mostSlips = (word) => (word.length >= TWO_SLIPS_LETTERS ? 2 : 1);

/** What `word` may stand for among the words `known` (a Map to how many articles have each): `[word, eighths]`, best first. */
export function readings(word, known, documents) {
  const own = known.get(word) ?? 0;
  if (own * RARE > documents) return [];
  const near = [...nearTo(word, known)];
  const one = near.filter(({ other, slips, count }) => slips === 1 && mayBe(word, own, other, count));
  if (one.length || own) return mostFrequent(one).map(({ other }) => [other, ONE_SLIP]);
  const enough = 3 * (1 + Math.floor(documents / DOCUMENTS_PER_HOLDER));
  const two = near.filter(({ slips, count }) => slips > 1 && count >= enough);
  return mostFrequent(two).map(({ other }) => [other, TWO_SLIPS]);
}

/** The most frequent of the `known` words that begin so: `[word, eighths]`. */
export function completions(beginning, known) {
  return [...known]
    .filter(([word]) => word.startsWith(beginning) && word !== beginning)
    .map(([other, count]) => ({ other, count }))
    .sort(frequentFirst)
    .slice(0, MOST_COMPLETIONS)
    .map(({ other }) => [other, COMPLETED]);
}

/** What an unknown word stands for: its completions, unless a word it may be a slip of is far more frequent; `known` as above. */
export function likelier(completed, corrected, known) {
  const isSlip = completed.length && corrected.length && known.get(corrected[0][0]) > AS_FREQUENT * known.get(completed[0][0]);
  return isSlip || !completed.length ? corrected : completed;
}

function mayBe(word, own, other, count) {
  return !own || (count >= AS_FREQUENT * own && other[0] === word[0]);
}

function mostFrequent(found) {
  const best = found.sort(frequentFirst).slice(0, MOST);
  return best.filter(({ count }) => count * AS_FREQUENT >= best[0].count);
}

function frequentFirst(one, two) {
  return two.count - one.count || (one.other < two.other ? -1 : 1);
}

function* nearTo(word, known) {
  const most = mostSlips(word);
  for (const [other, count] of known) {
    if (other === word) continue;
    const slips = distance(word, other, most);
    if (slips <= most) yield { other, slips, count };
  }
}

/** The number of slips between two words; anything above `most` where there are more. */
export function distance(one, other, most) {
  let earlier = [];
  let before = [];
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i++) {
    [earlier, before, row] = [before, row, [i]];
    for (let j = 1; j <= other.length; j++) {
      row[j] = Math.min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (one[i - 1] !== other[j - 1]));
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
        row[j] = Math.min(row[j], earlier[j - 2] + 1);
      }
    }
    if (Math.min(...row) > most) return most + 1;
  }
  return row[other.length];
}
