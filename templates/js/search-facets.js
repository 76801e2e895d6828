/**
 * What results can be narrowed by, page side. What is chosen stands in the query itself, as `product:"Name"`: so the box, the address and
 * the boxes to tick say the same. This module is loaded when a reader opens the panel.
 */
import { matching } from "./search-conditions.js";
import { filtersIn } from "./search-query.js";

const HEADINGS = { product: "Product", type: "Kind of article", year: "Last revised", keyword: "Keyword" };
const AT_FIRST = 10;
const PLAIN = /^[\p{L}\p{N}.]+$/u;

/** The query with a value chosen that was not, or the other way round. */
export function toggled(query, facet, name) {
  const chosen = filtersIn(query).filter((filter) => isMeant(filter, facet, name));
  if (!chosen.length) return `${query.trim()} ${facet}:${PLAIN.test(name) ? name : `"${name.replaceAll('"', " ")}"`}`.trim();
  return without(query, chosen);
}

/** The query without any filter. */
export const withoutFilters = (query) => without(query, filtersIn(query));

function without(query, filters) {
  const left = filters.reduceRight((text, { at, length }) => text.slice(0, at) + text.slice(at + length), query);
  return left.replace(/ {2,}/g, " ").trim();
}

function isMeant({ facet, value, isExcluded }, other, name) {
  return facet === other && !isExcluded && matching([{ names: [name] }], facet, value).length > 0;
}

/** Fill the panel with `counts`: `[facet, [[name, count], ...]]`; a facet without values is offered. `choose` and `ask` are told what is wanted. */
export function fill(panel, query, counts, { choose, ask }) {
  const focused = panel.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  const opened = new Set([...panel.querySelectorAll("[data-all]")].map(({ dataset }) => dataset.all));
  const chosen = filtersIn(query);
  const group = ([facet, values]) => {
    const made = document.createElement("fieldset");
    const legend = document.createElement("legend");
    legend.textContent = HEADINGS[facet];
    made.append(legend);
    if (!values) {
      made.append(button("Show", `${facet}:`, `Show what can be chosen under ${HEADINGS[facet]}`, () => ask(facet)));
      return made;
    }
    const isChosen = ([name]) => chosen.some((filter) => isMeant(filter, facet, name));
    const ordered = facet === "year" ? values.toReversed() : [...values].sort(([, one], [, other]) => other - one);
    const shown = opened.has(facet) ? ordered : [...ordered.slice(0, AT_FIRST), ...ordered.slice(AT_FIRST).filter(isChosen)];
    const list = document.createElement("ul");
    list.append(...shown.map((value) => choice(facet, value, isChosen(value), choose)));
    made.append(list);
    if (opened.has(facet)) made.dataset.all = facet;
    if (shown.length < ordered.length) {
      made.append(
        button(`All ${ordered.length.toLocaleString()}`, `${facet}:all`, `Show all values of ${HEADINGS[facet]}`, () => {
          made.dataset.all = facet;
          fill(panel, query, counts, { choose, ask });
        }),
      );
    }
    return made;
  };
  panel.replaceChildren(...counts.filter(([, values]) => !values || values.length).map(group));
  [...panel.querySelectorAll("[data-key]")].find(({ dataset }) => dataset.key === focused)?.focus();
}

function choice(facet, [name, count], isChosen, choose) {
  const item = document.createElement("li");
  const label = document.createElement("label");
  const box = document.createElement("input");
  box.type = "checkbox";
  box.checked = isChosen;
  box.dataset.key = `${facet}:${name}`;
  box.addEventListener("change", () => choose(facet, name));
  const number = document.createElement("span");
  number.className = "kb-search-count";
  number.textContent = count.toLocaleString();
  label.append(box, " ", name, " ", number);
  item.append(label);
  return item;
}

function button(text, key, label, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "kb-search-button";
  made.textContent = text;
  made.dataset.key = key;
  made.setAttribute("aria-label", label);
  made.addEventListener("click", act);
  return made;
}
