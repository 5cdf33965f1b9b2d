// SPDX-License-Identifier: Apache-2.0
// Draws the timeline: rows of threads or objects, encoders as bars, moments as dots, the sides of the finding joined by a line.
// Knows nothing of input; page.js moves the view and asks for it to be drawn again.
"use strict";

const SVG = "http://www.w3.org/2000/svg";
const LABELS = 210, TOP = 34, DOTS = 26, LANE = 20, MANY = 60;

function element(name, attributes, parent, text) {
  const made = document.createElementNS(SVG, name);
  for (const key in attributes) made.setAttribute(key, attributes[key]);
  if (text !== undefined) made.textContent = text;
  if (parent) parent.append(made);
  return made;
}

function milliseconds(nanoseconds) { return (nanoseconds / 1e6).toFixed(3); }

class Chart {
  constructor(svg, data) {
    this.svg = svg;
    this.data = data;
    this.byObject = false;   // rows are objects, not threads
    this.realTime = false;   // x is time, not the order
    this.selected = -1;
    this.onSelect = () => {};
    this.show(0);
  }

  // A finding by its number, or everything that was recorded: -1.
  show(finding) {
    this.finding = finding >= 0 ? this.data.findings[finding] : null;
    const all = this.data.moments.map((_, i) => i);
    this.moments = this.finding ? this.finding.moments : all;
    if (!this.moments.length) this.moments = all;
    this.layOut();
    this.focus();
  }

  layOut() {
    this.place = new Map();
    this.moments.forEach((m, order) => this.place.set(m, order));
    const key = this.byObject ? "object" : "thread";
    this.rows = new Map();
    for (const m of this.moments) {
      const id = this.data.moments[m][key];
      if (!this.rows.has(id)) this.rows.set(id, { id, lanes: [], bars: [] });
    }
    for (const session of this.data.sessions) {
      if (!this.place.has(session.from)) continue;
      const row = this.rows.get(this.byObject ? session.object : this.data.moments[session.from].thread);
      if (!row) continue;
      const from = this.position(session.from);
      const to = this.place.has(session.to) ? this.position(session.to) : this.end();
      let lane = row.lanes.findIndex((until) => until < from);
      if (lane < 0) lane = row.lanes.length;
      row.lanes[lane] = to;
      row.bars.push({ session, from, to, lane });
    }
    let y = TOP;
    for (const row of this.rows.values()) {
      row.y = y;
      row.height = DOTS + row.lanes.length * LANE + 8;
      y += row.height;
    }
    this.height = y + 4;
    this.fit();
  }

  position(m) {
    return this.realTime ? this.data.moments[m].t : this.place.get(m);
  }
  begin() { return this.moments.length ? this.position(this.moments[0]) : 0; }
  end() { return this.moments.length ? this.position(this.moments[this.moments.length - 1]) : 1; }

  // A long timeline begins with what led to the finding; fit() shows all of it.
  focus() {
    const sides = this.shownSides().map((m) => this.place.get(m));
    if (!sides.length || this.moments.length <= MANY) return;
    const from = Math.max(0, Math.min(...sides) - MANY * 0.7), to = Math.min(this.moments.length - 1, Math.max(...sides) + 5);
    if (to - from > 2 * MANY) return;
    this.view = [this.position(this.moments[Math.floor(from)]), this.position(this.moments[to])];
    const margin = (this.view[1] - this.view[0]) * 0.05;
    this.view = [this.view[0] - margin, this.view[1] + margin];
    this.draw();
  }

  fit() {
    const margin = Math.max((this.end() - this.begin()) * 0.04, this.realTime ? 1000 : 0.5);
    this.view = [this.begin() - margin, this.end() + margin];
    this.draw();
  }

  zoom(factor, at = (this.view[0] + this.view[1]) / 2) {
    const smallest = this.realTime ? 100 : 0.5;
    const span = Math.max((this.view[1] - this.view[0]) * factor, smallest);
    const share = (at - this.view[0]) / (this.view[1] - this.view[0]);
    this.view = [at - span * share, at + span * (1 - share)];
    this.clamp();
  }

  pan(by) {
    this.view = [this.view[0] + by, this.view[1] + by];
    this.clamp();
  }

  // Some of the line of time stays in view.
  clamp() {
    const span = this.view[1] - this.view[0];
    const low = this.begin() - span * 0.9, high = this.end() + span * 0.9;
    if (this.view[0] < low) this.view = [low, low + span];
    if (this.view[1] > high) this.view = [high - span, high];
    this.draw();
  }

  x(value) { return LABELS + (value - this.view[0]) / (this.view[1] - this.view[0]) * (this.width - LABELS); }
  value(x) { return this.view[0] + (x - LABELS) / (this.width - LABELS) * (this.view[1] - this.view[0]); }
  rowOf(m) { return this.rows.get(this.data.moments[m][this.byObject ? "object" : "thread"]); }

  select(m) {
    this.selected = m;
    const at = this.position(m), span = this.view[1] - this.view[0];
    if (at < this.view[0] || at > this.view[1]) this.view = [at - span / 2, at + span / 2];
    this.draw();
    this.onSelect(m);
  }

  draw() {
    this.width = Math.max(this.svg.clientWidth || 1000, LABELS + 200);
    this.svg.setAttribute("height", this.height);
    this.svg.setAttribute("viewBox", `0 0 ${this.width} ${this.height}`);
    this.svg.replaceChildren();
    const clip = element("clipPath", { id: "plot" }, element("defs", {}, this.svg));
    element("rect", { x: LABELS, y: 0, width: this.width - LABELS, height: this.height }, clip);
    this.drawRows();
    const plot = element("g", { "clip-path": "url(#plot)" }, this.svg);
    this.drawAxis(plot);
    for (const row of this.rows.values()) for (const bar of row.bars) this.drawBar(plot, row, bar);
    this.drawCollision(plot);
    for (const m of this.moments) this.drawMoment(plot, m);
    this.drawFlag(plot);
  }

  drawRows() {
    const names = this.byObject ? this.data.objects : this.data.threads;
    for (const row of this.rows.values()) {
      element("line", { class: "rule", x1: 0, x2: this.width, y1: row.y, y2: row.y }, this.svg);
      const full = names[row.id] ?? (this.byObject ? "no object" : `thread ${row.id}`);
      const label = element("text", { x: 10, y: row.y + 18 }, this.svg, full.length > 30 ? full.slice(0, 29) + "…" : full);
      element("title", {}, label, full);
    }
  }

  drawAxis(plot) {
    const axis = element("g", { class: "axis" }, plot);
    const span = this.view[1] - this.view[0];
    let step = Math.pow(10, Math.floor(Math.log10(span / 6)));
    for (const factor of [1, 2, 5, 10]) if (span / (step * factor) <= 9) { step *= factor; break; }
    if (!this.realTime) step = Math.max(1, Math.round(step));
    for (let at = Math.ceil(this.view[0] / step) * step; at <= this.view[1]; at += step) {
      if (!this.realTime && (at < 0 || at >= this.moments.length)) continue;
      const x = this.x(at), time = this.realTime ? at : this.data.moments[this.moments[at]].t;
      if (time < 0) continue;
      element("line", { class: "rule", x1: x, x2: x, y1: TOP - 8, y2: this.height }, axis);
      element("text", { x, y: 18, "text-anchor": "middle" }, axis, milliseconds(time) + " ms");
    }
  }

  drawBar(plot, row, bar) {
    const from = this.x(bar.from), to = Math.max(this.x(bar.to), from + 3);
    if (to < LABELS || from > this.width) return;
    const y = row.y + DOTS + bar.lane * LANE;
    const open = !this.place.has(bar.session.to);
    const group = element("g", { class: "bar hand" + (open ? " open" : ""), "data-moment": bar.session.from }, plot);
    element("rect", { x: from, y, width: to - from, height: LANE - 4, rx: 3 }, group);
    const name = this.byObject ? this.data.threads[this.data.moments[bar.session.from].thread] : this.data.objects[bar.session.object];
    const left = Math.max(from, LABELS), room = Math.floor((Math.min(to, this.width) - left - 8) / 6.8);
    if (room > 4) element("text", { x: left + 5, y: y + 12 }, group, name.length > room ? name.slice(0, room - 1) + "…" : name);
    element("title", {}, group, name + (open ? ", not ended" : ""));
  }

  drawMoment(plot, m) {
    const x = this.x(this.position(m)), row = this.rowOf(m);
    if (x < LABELS - 8 || x > this.width + 8) return;
    const isSide = this.finding && this.finding.sides.includes(m);
    const group = element("g", { class: "hand" + (isSide ? " side" : ""), "data-moment": m }, plot);
    element("circle", { class: "moment" + (m === this.selected ? " selected" : ""), cx: x, cy: row.y + 13, r: isSide ? 7 : 5 }, group);
    const moment = this.data.moments[m];
    element("title", {}, group, `${milliseconds(moment.t)} ms: ${moment.text}`);
  }

  shownSides() { return this.finding ? this.finding.sides.filter((m) => this.place.has(m)) : []; }

  drawCollision(plot) {
    const points = this.shownSides().map((m) => [this.x(this.position(m)), this.rowOf(m).y + 13].join(","));
    if (points.length > 1) element("polyline", { class: "collision", points: points.join(" ") }, plot);
  }

  // The rule's name, at the side that came last.
  drawFlag(plot) {
    const m = this.shownSides().pop();
    if (m === undefined) return;
    const x = this.x(this.position(m)), y = this.rowOf(m).y + 13, width = this.finding.rule.length * 9 + 12;
    const left = x + 12 + width > this.width ? x - 12 - width : x + 12;
    const flag = element("g", { class: "flag" }, plot);
    element("rect", { x: left, y: y - 9, width, height: 18, rx: 3 }, flag);
    element("text", { x: left + width / 2, y: y + 4, "text-anchor": "middle" }, flag, this.finding.rule);
  }
}
