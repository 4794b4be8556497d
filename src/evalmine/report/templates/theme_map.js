// The theme map: pointing, keys, filters. Without it the drawing and its table say the same.
function themeMap(themes) {
  const figure = document.getElementById("map");
  const drawing = figure.querySelector("svg.map");
  const panel = figure.querySelector(".panel");
  const tools = figure.querySelector(".tools");
  const field = (name) => tools.querySelector(`[name=${name}]`);
  const spots = [...drawing.querySelectorAll(".spot")];
  let chosen = -1;

  const inPool = (theme) => theme.pools.find(([name]) => name === field("pool")?.value);
  const isShown = (i) => !spots[i].classList.contains("out");

  function fits(theme) {
    const origin = field("origin")?.value, pool = field("pool")?.value;
    const words = field("search").value.trim().toLocaleLowerCase();
    const n = pool ? (inPool(theme) || [0, 0])[1] : theme.n;
    return (!origin || theme.origin === origin) && n >= Number(field("least").value) &&
      (!pool || n > 0) && `${theme.name} ${theme.keywords}`.toLocaleLowerCase().includes(words);
  }

  function tell(i) {
    const theme = themes[i];
    const pools = theme.pools.filter(([, , total]) => total)
      .map(([name, n, total]) => `${name} ${say("of", { n, total })}`).join(", ");
    const links = theme.links.map(([anchor, headline, base]) =>
      element("li", {}, element("a", { href: `#${anchor}` }, headline), ` (${base})`));
    panel.replaceChildren(...[
      element("p", { class: "name" }, theme.name),
      element("p", {}, `${theme.projects}. ${theme.from}.`),
      theme.keywords ? element("p", {}, `${say("map.keywords")}: ${theme.keywords}.`) : "",
      pools ? element("p", {}, `${say("map.pool")}: ${pools}.`) : "",
      links.length ? element("p", { class: "links" }, `${say("map.learnings")}:`) : "",
      links.length ? element("ul", {}, ...links) : "",
    ].filter(Boolean));
  }

  function forget() {
    if (chosen >= 0) tell(chosen);
    else panel.replaceChildren(element("p", { class: "hint" }, say("map.hint")));
  }

  function choose(i) {
    chosen = i;
    spots.forEach((spot, j) => spot.setAttribute("aria-pressed", String(i === j)));
    forget();
  }

  /** Only one circle can be reached by Tab; the arrows move from there. */
  function enterAt(i) {
    spots.forEach((spot, j) => spot.setAttribute("tabindex", i === j ? "0" : "-1"));
  }

  function nearest(from, dx, dy) {
    const { x, y } = themes[from];
    let best = -1, least = Infinity;
    themes.forEach((other, i) => {
      const along = (other.x - x) * dx + (other.y - y) * dy;
      const across = Math.abs((other.x - x) * dy) + Math.abs((other.y - y) * dx);
      if (i === from || !isShown(i) || along <= 0 || along + 2 * across >= least) return;
      [best, least] = [i, along + 2 * across];
    });
    return best;
  }

  function move(event, i) {
    const way = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[event.key];
    const shown = spots.map((_, j) => j).filter(isShown);
    const next = way ? nearest(i, ...way) : { Home: shown[0], End: shown.at(-1) }[event.key];
    if (event.key === "Enter" || event.key === " ") choose(i);
    else if (event.key === "Escape") choose(-1);
    else if (next === undefined) return;
    else if (next >= 0) { enterAt(next); spots[next].focus(); }
    event.preventDefault();
  }

  function filter() {
    const pool = field("pool")?.value;
    spots.forEach((spot, i) => {
      const circle = spot.querySelector("circle");
      circle.dataset.radius ??= circle.getAttribute("r");
      const share = pool ? (inPool(themes[i]) || [0, 0])[1] / Math.max(themes[i].n, 1) : 1;
      circle.setAttribute("r", Math.max(7, Number(circle.dataset.radius) * Math.sqrt(share)).toFixed(1));
      const isOut = !fits(themes[i]);
      spot.classList.toggle("out", isOut);
      spot.setAttribute("aria-hidden", String(isOut));
    });
    const shown = spots.map((_, j) => j).filter(isShown);
    if (chosen >= 0 && !isShown(chosen)) choose(-1);
    enterAt(chosen >= 0 ? chosen : shown[0]);
    figure.querySelector(".shown").textContent = say("map.shown", { n: shown.length, total: themes.length });
    drawing.classList.toggle("few", shown.length <= 6);
  }

  drawing.setAttribute("role", "group");
  spots.forEach((spot, i) => {
    spot.setAttribute("role", "button");
    spot.setAttribute("aria-label", say("map.spot", { name: themes[i].name, base: themes[i].base }));
    spot.addEventListener("pointerenter", () => tell(i));
    spot.addEventListener("pointerleave", forget);
    spot.addEventListener("focus", () => { enterAt(i); tell(i); });
    spot.addEventListener("blur", (event) => { if (!panel.contains(event.relatedTarget)) forget(); });
    spot.addEventListener("click", () => choose(i));
    spot.addEventListener("keydown", (event) => move(event, i));
  });
  tools.addEventListener("input", filter);
  tools.addEventListener("submit", (event) => event.preventDefault());
  tools.hidden = panel.hidden = false;
  choose(-1);
  filter();
}
if (data.map) themeMap(data.map);
