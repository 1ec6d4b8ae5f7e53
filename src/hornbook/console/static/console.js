// What the console adds to pages that work without it: the slider of years, the list below the search, charts that
// answer a pointer. Listeners stand on the document, because htmx replaces what is in it.
"use strict";
document.documentElement.classList.add("script");

const yearLink = (year) => document.querySelector(`.years a[data-year="${year}"]`);

document.addEventListener("input", (event) => {
  if (event.target.id === "year") {
    const link = yearLink(event.target.value);
    if (link) {
      event.target.setAttribute("aria-valuetext", link.dataset.day);
      document.getElementById("year-shown").textContent = link.dataset.day;
    }
  }
  if (event.target.id === "search" && !event.target.value.trim()) closeList();
});

document.addEventListener("change", (event) => {
  if (event.target.id === "year") yearLink(event.target.value)?.click();
});

const closeList = () => document.getElementById("suggestions")?.replaceChildren();

document.addEventListener("keydown", (event) => {
  const links = [...document.querySelectorAll("#suggestions a")];
  if (event.key === "Escape") {
    closeList();
    document.querySelectorAll(".tip").forEach((tip) => tip.classList.add("shut"));
    return;
  }
  if (!links.length || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
  const at = links.indexOf(document.activeElement);
  if (at < 0 && document.activeElement.id !== "search") return;
  event.preventDefault();
  const next = at + (event.key === "ArrowDown" ? 1 : -1);
  (links[next] ?? (next < 0 ? document.getElementById("search") : links[0])).focus();
});

document.addEventListener("click", (event) => {
  if (!event.target.closest(".search")) closeList();
});

for (const kind of ["pointerover", "focusin"]) {
  document.addEventListener(kind, (event) => {
    event.target.closest?.(".term")?.querySelector(".tip")?.classList.remove("shut");
  });
}

// Vega is nearly a megabyte, so it is asked for by a button and not by the page.
let vega;
const loadVega = () => (vega ??= new Promise((done, fail) => {
  const script = document.createElement("script");
  script.src = "/vega.js";
  script.onload = done;
  script.onerror = fail;
  document.head.append(script);
}));

const isDark = () => matchMedia("(prefers-color-scheme: dark)").matches;

// The drawing names its colours; on a dark page each has another, which the style sheet of the page knows.
const darkened = (text) => {
  const style = getComputedStyle(document.documentElement);
  const names = { "#1d2733": "--ink", "#5b6876": "--soft", "#d5dbe1": "--line", "#ffffff": "--paper" };
  const bright = style.getPropertyValue("--chart-colours").replaceAll('"', "").trim();
  const pairs = [...Object.entries(names).map(([old, name]) => [old, style.getPropertyValue(name).trim()]),
    ...bright.split(" ").filter(Boolean).map((pair) => pair.split(">"))];
  return pairs.reduce((found, [old, now]) => found.replaceAll(old, now), text);
};

const showFigures = async (below, button) => {
  button.disabled = true;
  const [answer] = await Promise.all([fetch(below.dataset.vega), loadVega()]);
  const text = await answer.text();
  const place = document.createElement("div");
  place.className = "vega";
  const figure = below.previousElementSibling;
  figure.replaceChildren(place);
  figure.removeAttribute("role");
  await vegaEmbed(place, JSON.parse(isDark() ? darkened(text) : text), {
    ast: true, actions: false, renderer: "svg", defaultStyle: false, tooltip: { disableDefaultStyle: true },
  });
  button.remove();
};

const dress = (root) => root.querySelectorAll("[data-vega]:not(.dressed)").forEach((below) => {
  below.classList.add("dressed");
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = below.dataset.label;
  button.addEventListener("click", () => showFigures(below, button));
  below.prepend(button, " ");
});

dress(document);
document.addEventListener("htmx:load", () => dress(document));
