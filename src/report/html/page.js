// SPDX-License-Identifier: Apache-2.0
// Pointer, keys and buttons of the timeline, and the pane that shows the chosen moment. Every text goes in as text, never as HTML.
"use strict";

(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const section = document.getElementById("timeline");
  if (!section || !data.moments.length) return;
  section.hidden = false;
  const svg = document.getElementById("chart"), detail = document.getElementById("detail");
  const chart = new Chart(svg, data);

  function add(parent, name, text, className) {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    parent.append(made);
    return made;
  }

  function showSource(parent, key) {
    const excerpt = data.sources[key];
    const pre = add(parent, "pre", undefined, "source");
    excerpt.lines.forEach((line, i) => {
      const number = excerpt.first + i;
      add(pre, "span", String(number).padStart(5) + "  " + line, number === excerpt.hit ? "hit" : "");
    });
  }

  function showFrames(parent, frames) {
    const list = add(parent, "ol", undefined, "frames");
    for (const frame of frames) {
      const item = add(list, "li", undefined, frame.own ? "code" : "code other");
      add(item, "span", frame.function + " ");
      add(item, "span", frame.place || frame.module || "", "place");
    }
  }

  chart.onSelect = (m) => {
    const moment = data.moments[m];
    detail.replaceChildren();
    add(detail, "h3", moment.text);
    add(detail, "p", `${milliseconds(moment.t)} ms, ${data.threads[moment.thread]}${moment.object ? ", " + data.objects[moment.object] : ""}`, "soft");
    data.findings.forEach((finding) => finding.sides.forEach((side, i) => {
      if (side === m) add(detail, "p", `${finding.rule}: ${finding.roles[i]}`);
    }));
    const stack = data.stacks[moment.stack];
    if (!stack) return add(detail, "p", "No stack was recorded.", "soft");
    const own = stack.filter((frame) => frame.own);
    const first = own.find((frame) => data.sources[frame.source]);
    if (first) showSource(detail, first.source);
    showFrames(detail, own.length ? own : stack);
    if (!own.length || own.length === stack.length) return;
    const rest = add(detail, "details");
    add(rest, "summary", `All ${stack.length} frames`);
    showFrames(rest, stack);
  };

  const pointerX = (event) => (event.clientX - svg.getBoundingClientRect().left) * chart.width / svg.clientWidth;
  const perPixel = () => (chart.view[1] - chart.view[0]) / (chart.width - LABELS);

  let drag = null;
  svg.addEventListener("pointerdown", (event) => { drag = { x: pointerX(event), moved: false, target: event.target.closest("[data-moment]") }; });
  svg.addEventListener("pointermove", (event) => {
    if (!drag || !(event.buttons & 1)) return;
    const x = pointerX(event);
    if (!drag.moved && Math.abs(x - drag.x) < 4) return;
    if (!drag.moved) svg.setPointerCapture(event.pointerId);
    drag.moved = true;
    chart.pan((drag.x - x) * perPixel());
    drag.x = x;
  });
  svg.addEventListener("pointerup", () => {
    if (drag && !drag.moved && drag.target) chart.select(Number(drag.target.dataset.moment));
    drag = null;
  });
  svg.addEventListener("pointercancel", () => { drag = null; });

  // The wheel alone scrolls the page, as everywhere.
  svg.addEventListener("wheel", (event) => {
    if (event.ctrlKey || event.metaKey) chart.zoom(Math.exp(event.deltaY * 0.003), chart.value(pointerX(event)));
    else if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) chart.pan((event.deltaX || event.deltaY) * perPixel());
    else return;
    event.preventDefault();
  }, { passive: false });

  function step(by) {
    const order = chart.place.has(chart.selected) ? chart.place.get(chart.selected) + by : by > 0 ? 0 : chart.moments.length - 1;
    if (order >= 0 && order < chart.moments.length) chart.select(chart.moments[order]);
  }

  const actions = { in: () => chart.zoom(0.6), out: () => chart.zoom(1 / 0.6), fit: () => chart.fit(), previous: () => step(-1), next: () => step(1) };
  const keys = { "+": "in", "=": "in", "-": "out", "0": "fit", ArrowLeft: "previous", ArrowRight: "next" };
  svg.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Home") chart.select(chart.moments[0]);
    else if (event.key === "End") chart.select(chart.moments[chart.moments.length - 1]);
    else if (keys[event.key]) actions[keys[event.key]]();
    else return;
    event.preventDefault();
  });
  for (const button of section.querySelectorAll("button[data-do]")) button.addEventListener("click", actions[button.dataset.do]);

  const finding = document.getElementById("finding"), rows = document.getElementById("rows"), scale = document.getElementById("scale");
  data.findings.forEach((one, i) => {
    const option = add(finding, "option", `${one.rule}, ${one.name}`);
    option.value = i;
  });
  add(finding, "option", "everything recorded").value = -1;
  function chooseSide() {
    const sides = chart.finding ? chart.finding.sides : [];
    if (sides.length) chart.select(sides[sides.length - 1]);
  }
  finding.addEventListener("change", () => { chart.show(Number(finding.value)); chooseSide(); });
  for (const link of document.querySelectorAll("a[data-finding]")) {
    link.addEventListener("click", () => {
      finding.value = link.dataset.finding;
      finding.dispatchEvent(new Event("change"));
    });
  }
  rows.addEventListener("change", () => { chart.byObject = rows.value === "objects"; chart.layOut(); chart.focus(); });
  scale.addEventListener("change", () => { chart.realTime = scale.value === "time"; chart.layOut(); chart.focus(); });

  new ResizeObserver(() => chart.draw()).observe(svg);
  chart.show(data.findings.length ? 0 : -1);
  chooseSide();
})();
