// From a learning to the segments behind it, and from a segment to its place in the document.
function drilldown(evidence) {
  const dialog = document.getElementById("drill");
  const list = dialog.querySelector(".list");
  const [pool, source] = ["pool", "source"].map((name) => dialog.querySelector(`select[name=${name}]`));
  const search = dialog.querySelector("input[name=search]");
  let learning = null;

  const text = (number) => evidence.texts[number];

  function segment(number) {
    const [block, start, end, from, inPool, project, language] = evidence.segments[number];
    const [whole, above, position, before, after] = evidence.blocks[block];
    return {
      project, language, start, end, before, after,
      whole: text(whole), above: text(above), position: text(position),
      words: text(whole).slice(start, end), source: text(from), pool: text(inPool),
    };
  }

  /** A neighboring passage, under its own question or heading. */
  function neighbor(number, label, above) {
    if (number < 0) return "";
    const [whole, heading] = evidence.blocks[number];
    const title = text(heading) && text(heading) !== above ? `${label}: ${text(heading)}` : label;
    return element("div", { class: "beside" },
      element("p", { class: "above" }, title), element("p", {}, text(whole)));
  }

  function place(found) {
    const details = element("details", { class: "place" }, element("summary", {}, say("drill.place")));
    details.addEventListener("toggle", () => {
      if (!details.open || details.children.length > 1) return;
      details.append(element("div", { class: "document", lang: found.language || null },
        element("p", { class: "position" }, [found.source, found.position].filter(Boolean).join(" · ")),
        neighbor(found.before, say("drill.before"), found.above),
        found.above ? element("p", { class: "above here" }, found.above) : "",
        element("p", { class: "whole" },
          found.whole.slice(0, found.start), element("mark", {}, found.words), found.whole.slice(found.end)),
        neighbor(found.after, say("drill.after"), found.above)));
    });
    return details;
  }

  function quote(found) {
    const from = [found.source, found.pool].filter(Boolean).join(", ");
    return element("li", {},
      element("blockquote", { lang: found.language || null },
        element("p", {}, found.words), from ? element("cite", { class: "source" }, `(${from})`) : ""),
      place(found));
  }

  const fits = (found) =>
    (!pool.value || found.pool === pool.value) &&
    (!source.value || found.source === source.value) &&
    found.words.toLocaleLowerCase().includes(search.value.trim().toLocaleLowerCase());

  /** Segments of one role, those of a project under one heading. */
  function group(title, numbers) {
    const found = numbers.map(segment).filter(fits);
    if (!found.length) return { element: "", found };
    const byProject = new Map();
    for (const one of found) byProject.set(one.project, [...(byProject.get(one.project) || []), one]);
    const made = element("section", { class: "role" }, element("h3", {}, title));
    for (const [project, own] of byProject)
      made.append(element("h4", {}, say("drill.project", { n: project })),
        element("ul", {}, ...own.map(quote)));
    return { element: made, found };
  }

  function show() {
    const groups = learning.groups.map(([title, numbers]) => group(title, numbers));
    const all = groups.flatMap((one) => one.found);
    list.replaceChildren(...groups.map((one) => one.element).filter(Boolean));
    if (!all.length) list.append(element("p", {}, say("drill.none")));
    const projects = new Set(all.map((one) => one.project)).size;
    const key = all.length === 1 ? "drill.count_one" : "drill.count";
    const words = say(projects === 1 ? "one_project" : "projects", { n: projects });
    dialog.querySelector(".count").textContent = all.length ? say(key, { n: all.length, projects: words }) : "";
  }

  function fill(select, values) {
    const options = [...new Set(values)].filter(Boolean).sort((a, b) => a.localeCompare(b));
    select.replaceChildren(element("option", { value: "" }, say("drill.everything")),
      ...options.map((value) => element("option", { value }, value)));
    select.closest("label").hidden = options.length < 2;
  }

  function open(id) {
    learning = evidence.learnings[id];
    const all = learning.groups.flatMap(([, numbers]) => numbers).map(segment);
    fill(pool, all.map((one) => one.pool));
    fill(source, all.map((one) => one.source));
    search.value = "";
    dialog.querySelector(".headline").textContent = learning.title;
    dialog.querySelector(".left-out").replaceChildren(
      ...[["hidden", learning.hidden], ["beyond", learning.beyond]]
        .filter(([, n]) => n)
        .map(([key, n]) => element("p", {}, say(key === "hidden" && n === 1 ? "drill.hidden_one" : `drill.${key}`, { n }))));
    show();
    dialog.showModal();
    dialog.scrollTop = 0;
  }

  for (const control of [pool, source]) control.addEventListener("change", show);
  search.addEventListener("input", show);
  dialog.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
  dialog.querySelector(".close").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  for (const button of document.querySelectorAll("button.drill")) {
    button.hidden = false;
    // The browser gives the focus back to the button when the dialog closes.
    button.addEventListener("click", () => open(button.dataset.learning));
  }
}
if (data.evidence) drilldown(data.evidence);
