/**
 * What results can be narrowed by, page side. What is chosen stands in the query itself, as `product:"Name"`: so the box, the address and
 * the boxes to tick say the same. This module is loaded when a reader opens the panel.
 */
import { FACETS, filtersIn, plain } from "./search-query.js";

const HEADINGS = { product: "Product", type: "Kind of article", year: "Last revised", keyword: "Keyword" };
const AT_FIRST = 10;
const PLAIN = /^[\p{L}\p{N}.]+$/u;

/** The query with these values of a facet chosen, and no others. */
export function choosing(query, facet, names) {
  const left = without(query, filtersIn(query).filter((filter) => filter.facet === facet && !filter.isExcluded));
  return [left, ...names.map((name) => `${facet}:${written(name)}`)].join(" ").trim();
}

/** The query without any filter. */
export const withoutFilters = (query) => without(query, filtersIn(query));

function without(query, filters) {
  const left = filters.reduceRight((text, { at, length }) => text.slice(0, at) + text.slice(at + length), plain(query));
  return left.replace(/ {2,}/g, " ").trim();
}

const written = (name) => (PLAIN.test(name) ? name : `"${plain(name).replaceAll('"', " ")}"`);

/**
 * Fill the panel with `counts`, `[facet, [[name, count, isChosen], ...]]`; a facet without counts is offered. `choose` is told a facet and
 * the names chosen in it, `ask` a facet whose values are wanted.
 */
export function fill(panel, counts, { choose, ask }) {
  const known = new Map(counts);
  const focused = panel.contains(document.activeElement) ? document.activeElement.dataset : null;
  const opened = new Set([...panel.querySelectorAll("[data-all]")].map(({ dataset }) => dataset.facet));
  const refill = (facet) => {
    panel.querySelector(`[data-facet="${facet}"]`).dataset.all = "";
    fill(panel, counts, { choose, ask });
  };
  const shown = FACETS.filter((facet) => !known.has(facet) || known.get(facet).length);
  panel.replaceChildren(...shown.map((facet) => group(facet, known.get(facet), opened.has(facet), { choose, ask, refill })));
  if (focused) refocus(panel, focused);
}

/** Where the focus was, or on the first box of the facet in which it was. */
function refocus(panel, { key, facet }) {
  const inFacet = [...panel.querySelectorAll("input, button")].filter(({ dataset }) => dataset.facet === facet);
  (inFacet.find(({ dataset }) => dataset.key === key) ?? inFacet[0])?.focus();
}

function group(facet, values, isWhole, { choose, ask, refill }) {
  const made = document.createElement("fieldset");
  made.dataset.facet = facet;
  if (isWhole) made.dataset.all = "";
  const legend = document.createElement("legend");
  legend.textContent = HEADINGS[facet];
  made.append(legend);
  if (!values) {
    made.append(button("Show", facet, () => ask(facet)));
    return made;
  }
  const ordered = facet === "year" ? [...values].reverse() : [...values].sort(([, one], [, other]) => other - one);
  const shown = ordered.filter(([, , isChosen], place) => isWhole || isChosen || place < AT_FIRST);
  const chosen = values.filter(([, , isChosen]) => isChosen).map(([name]) => name);
  const list = document.createElement("ul");
  const toggle = (name) => choose(facet, chosen.includes(name) ? chosen.filter((other) => other !== name) : [...chosen, name]);
  list.append(...shown.map((value) => choice(facet, value, toggle)));
  made.append(list);
  if (shown.length < ordered.length) made.append(button(`All ${ordered.length.toLocaleString()}`, facet, () => refill(facet)));
  return made;
}

function choice(facet, [name, count, isChosen], toggle) {
  const item = document.createElement("li");
  const label = document.createElement("label");
  const box = document.createElement("input");
  box.type = "checkbox";
  box.checked = isChosen;
  Object.assign(box.dataset, { facet, key: name });
  box.addEventListener("change", () => toggle(name));
  const number = document.createElement("span");
  number.className = "kb-search-count";
  number.textContent = count.toLocaleString();
  label.append(box, " ", name, " ", number);
  item.append(label);
  return item;
}

function button(text, facet, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "kb-search-button";
  made.textContent = text;
  made.setAttribute("aria-label", `${text}: ${HEADINGS[facet]}`);
  made.dataset.facet = facet;
  made.addEventListener("click", act);
  return made;
}
