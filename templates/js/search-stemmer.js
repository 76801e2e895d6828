/**
 * English stems: the Snowball English stemmer (Porter 2, as of Snowball 3), for words of a-z only.
 * The index is written with the same algorithm (PyStemmer); the tests compare the two word by word.
 */

const IRREGULAR = new Map(
  Object.entries({
    andes: "andes", atlas: "atlas", bias: "bias", cosmos: "cosmos", early: "earli", gently: "gentl", howe: "howe",
    idly: "idl", news: "news", only: "onli", singly: "singl", skies: "sky", skis: "ski", sky: "sky", ugly: "ugli",
  }),
);
const EARLY_REGION = /^(arsen|commun|emerg|gener|inter|later|organ|past|univers)/;
const REGION = /[aeiouy]+[^aeiouy]/g;
const VOWEL = /[aeiouy]/;
const SHORT_SYLLABLE = /([^aeiouy][aeiouy][^aeiouywxY]|^[aeiouy][^aeiouy]|past)$/;
const DOUBLED = /(bb|dd|ff|gg|mm|nn|pp|rr|tt)$/;

const STEP_2 = {
  tional: "tion", enci: "ence", anci: "ance", abli: "able", entli: "ent", izer: "ize", ization: "ize",
  ational: "ate", ation: "ate", ator: "ate", alism: "al", aliti: "al", alli: "al", fulness: "ful", ousli: "ous",
  ousness: "ous", iveness: "ive", iviti: "ive", biliti: "ble", bli: "ble", ogist: "og", ogi: "og", fulli: "ful",
  lessli: "less", li: "",
};
const STEP_3 = {
  tional: "tion", ational: "ate", alize: "al", icate: "ic", iciti: "ic", ical: "ic", ful: "", ness: "", ative: "",
};
const STEP_4 = {
  ic: "", ance: "", ence: "", able: "", ible: "", ate: "", ive: "", ize: "", iti: "", al: "", ism: "", ion: "", er: "",
  ous: "", ant: "", ent: "", ment: "", ement: "",
};

/** Where the region after the first vowel-consonant pair at or behind `from` begins. */
function regionAfter(word, from) {
  REGION.lastIndex = from;
  return REGION.test(word) ? REGION.lastIndex : word.length;
}

/** The longest ending of `word` that `table` knows. */
function longestEnding(word, table) {
  for (let at = Math.max(0, word.length - 7); at < word.length; at++) {
    const ending = word.slice(at);
    if (Object.hasOwn(table, ending)) return ending;
  }
  return "";
}

function removePlural(word) {
  if (word.endsWith("sses")) return word.slice(0, -2);
  if (/ie[ds]$/.test(word)) return word.slice(0, word.length > 4 ? -2 : -1);
  if (/[us]s$/.test(word) || !word.endsWith("s")) return word;
  return VOWEL.test(word.slice(0, -2)) ? word.slice(0, -1) : word;
}

function removePast(word, r1) {
  const [ending] = /(eedly|eed|ingly|edly|ing|ed)$/.exec(word) ?? [""];
  if (!ending) return word;
  const base = word.slice(0, -ending.length);
  if (ending.startsWith("eed")) {
    return base.length >= r1 && !/^(succ|proc|exc)$/.test(base) ? base + "ee" : word;
  }
  if (ending === "ing") {
    if (/^[^aeiouy]y$/.test(base)) return base.slice(0, -1) + "ie";
    if (/^(even|cann|inn|earr|herr|out)$/.test(base)) return word;
  }
  if (!VOWEL.test(base)) return word;
  if (/(at|bl|iz)$/.test(base)) return base + "e";
  if (DOUBLED.test(base)) return /^[aeo]..$/.test(base) ? base : base.slice(0, -1);
  return base.length === r1 && SHORT_SYLLABLE.test(base) ? base + "e" : base;
}

function replaceStep2(word, r1) {
  const ending = longestEnding(word, STEP_2);
  const base = word.slice(0, word.length - ending.length);
  if (!ending || base.length < r1) return word;
  if (ending === "ogi" && !base.endsWith("l")) return word;
  if (ending === "li" && !/[cdeghkmnrt]$/.test(base)) return word;
  return base + STEP_2[ending];
}

function replaceStep3(word, r1, r2) {
  const ending = longestEnding(word, STEP_3);
  const base = word.slice(0, word.length - ending.length);
  if (!ending || base.length < (ending === "ative" ? r2 : r1)) return word;
  return base + STEP_3[ending];
}

function removeStep4(word, r2) {
  const ending = longestEnding(word, STEP_4);
  const base = word.slice(0, word.length - ending.length);
  if (!ending || base.length < r2) return word;
  return ending === "ion" && !/[st]$/.test(base) ? word : base;
}

function removeFinal(word, r1, r2) {
  const base = word.slice(0, -1);
  if (word.endsWith("e")) {
    return base.length >= r2 || (base.length >= r1 && !SHORT_SYLLABLE.test(base)) ? base : word;
  }
  return word.endsWith("ll") && base.length >= r2 ? base : word;
}

/** The stem of a word of lower-case letters a-z. */
export function stem(word) {
  if (IRREGULAR.has(word)) return IRREGULAR.get(word);
  if (word.length < 3) return word;
  let stemmed = word.replace(/^y/, "Y").replace(/([aeiouy])y/g, "$1Y");
  const early = EARLY_REGION.exec(stemmed);
  const r1 = early ? early[0].length : regionAfter(stemmed, 0);
  const r2 = regionAfter(stemmed, r1);
  stemmed = removePast(removePlural(stemmed), r1);
  stemmed = stemmed.replace(/([^aeiouy])[yY]$/, (match, before, at) => (at > 0 ? before + "i" : match));
  stemmed = removeStep4(replaceStep3(replaceStep2(stemmed, r1), r1, r2), r2);
  return removeFinal(stemmed, r1, r2).replaceAll("Y", "y");
}
