// The page itself: contents list, links into folded parts, printing. Nothing here needs a network.
const data = JSON.parse(document.getElementById("data").textContent);
const say = (key, values = {}) =>
  data.words[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);

/** Make an element; children are strings (set as text, never as markup) or elements. */
function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes))
    if (value != null) made.setAttribute(name, value);
  made.append(...children.filter((child) => child !== "" && child != null));
  return made;
}

const contents = document.querySelector(".contents details");
const isNarrow = matchMedia("(max-width: 61.99rem)");
let isPrinting = false;  // paper is narrow too
const foldContents = () => { if (!isPrinting) contents.open = !isNarrow.matches; };
foldContents();
isNarrow.addEventListener("change", foldContents);
contents.addEventListener("click", (event) => {
  if (isNarrow.matches && event.target.closest("a")) contents.open = false;
});

// A link into a folded part unfolds it.
function unfold() {
  let id;
  try { id = decodeURIComponent(location.hash.slice(1)); } catch { return; }
  const target = document.getElementById(id);
  if (!target) return;
  for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
  target.scrollIntoView();
}
addEventListener("hashchange", unfold);
if (location.hash) unfold();

// What is being read is marked in the contents list.
const entries = new Map(
  [...contents.querySelectorAll("a")].map((a) => [document.getElementById(a.hash.slice(1)), a]));
function markContents() {
  let current = null;
  for (const [section, link] of entries) {
    link.removeAttribute("aria-current");
    if (section && section.getBoundingClientRect().top < Math.min(innerHeight / 3, 240)) current = link;
  }
  if (current) current.setAttribute("aria-current", "true");
}
let isMarking = false;
addEventListener("scroll", () => {
  if (isMarking) return;
  isMarking = true;
  requestAnimationFrame(() => { isMarking = false; markContents(); });
}, { passive: true });
markContents();

// On paper nothing can be unfolded: what matters is opened, and closed again afterwards.
let opened = [];
addEventListener("beforeprint", () => {
  isPrinting = true;
  opened = [...document.querySelectorAll("details.in-print:not([open]), .contents details:not([open])")];
  for (const details of opened) details.open = true;
});
addEventListener("afterprint", () => {
  isPrinting = false;
  for (const details of opened) details.open = false;
});
