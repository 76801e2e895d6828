/**
 * What is to be said of the conditions of a query, in sentences. This module is loaded when there is something to say.
 */

/** Of what the index gives for a query: the conditions that it passed over, and what it left out. */
export function remarks(query, { unmet, excluded, onlyExcludes }) {
  if (onlyExcludes) return [`${quoted(query.trim())} only leaves articles out, but says nothing to search for: searched for what it names.`];
  return [...unmet.map(passedOver), ...excluded.map(leftOut)];
}

function passedOver({ facet, value, text, isExcluded }) {
  const searched = /\s/.test((value ?? text).trim()) ? "its words" : "it as a word";
  if (facet) return `No article has the ${facet} ${quoted(value)}: ${isExcluded ? "nothing is left out by it" : `searched for ${searched}`}.`;
  if (isExcluded) return `No article is left without ${quoted(text)}: searched for it.`;
  return `No article holds ${quoted(text)} as it stands: searched for ${searched}.`;
}

function leftOut(text) {
  const said = `Left out: articles that hold ${quoted(text)}.`;
  const isLikeSwitch = /^\S*[A-Z0-9]\S*$/.test(text);
  return isLikeSwitch ? said + ` Write "-${text}" in quotation marks to search for it.` : said;
}

const quoted = (text) => `\u201c${text}\u201d`;
