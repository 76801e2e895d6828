/**
 * What results show of the articles of a shard (kbtool/search/shown.py).
 */
import { asJson } from "./search-shards.js";

/** `{id, title, url, lead}` for each article in the bytes of a shard; `pageName` is what addresses that follow from ids end in. */
export function shown(bytes, pageName) {
  const [ids, titles, leads, others] = asJson(bytes);
  return ids.map((id, at) => ({ id, title: titles[at], url: others[at] ?? folderOf(id) + pageName, lead: leads[at] }));
}

/** Where the page of an article lies, by the rule of kbtool/ids.py. */
export function folderOf(id) {
  const thousands = /[0-9]*$/.exec(id)[0].slice(0, -3).replace(/^0+/, "");
  return `kb/${thousands.padStart(3, "0")}/${id}/`;
}
