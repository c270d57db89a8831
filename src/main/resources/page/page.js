"use strict";
// Draws the charts of a page from the figures in it. Every name that came with the run is text, never markup.
(() => {
  const sheets = JSON.parse(document.getElementById("data").textContent);
  const UNITS = { us: ["ms", 1000], "ns/record": ["µs/record", 1000] };
  const NARROW = 640;

  const polygon = (points) => ({
    draw(context, size) {
      const area = Math.abs(d3.polygonArea(points));
      const scale = Math.sqrt(size / area);
      points.forEach(([x, y], i) => context[i ? "lineTo" : "moveTo"](x * scale, y * scale));
      context.closePath();
    },
  });
  const regular = (corners, turned) => polygon(d3.range(corners).map((i) => {
    const angle = (turned / 180 + (2 * i) / corners) * Math.PI;
    return [Math.cos(angle), Math.sin(angle)];
  }));
  // Those of plot.py, by name.
  const SYMBOLS = {
    circle: d3.symbolCircle, plus: d3.symbolCross, star: d3.symbolStar, square: d3.symbolSquare,
    "triangle-up": regular(3, -90), "triangle-down": regular(3, 90), "triangle-left": regular(3, 180),
    "triangle-right": regular(3, 0), diamond: regular(4, 0), "thin-diamond": polygon([[0, -1], [0.6, 0], [0, 1], [-0.6, 0]]),
    pentagon: regular(5, -90), hexagon: regular(6, -90), "flat-hexagon": regular(6, 0), octagon: regular(8, 22.5),
    x: polygon([[0, -1], [1, -2], [2, -1], [1, 0], [2, 1], [1, 2], [0, 1], [-1, 2], [-2, 1], [-1, 0], [-2, -1], [-1, -2]]),
  };
  const number = (value) => value.toLocaleString("en-US", { maximumSignificantDigits: 4 });
  const rounded = (value) => value.toLocaleString("en-US", { maximumSignificantDigits: 3 });

  function element(tag, attributes = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  }

  /** Round values on a log axis that do not crowd. */
  function ticks(low, high, most) {
    if (high / low < 6) return d3.ticks(low, high, most);
    for (const steps of [[1, 2, 5], [1, 3], [1]]) {
      const found = [];
      for (let e = Math.floor(Math.log10(low)); e <= Math.log10(high); e++) {
        for (const step of steps) {
          const tick = step * 10 ** e;
          if (tick >= low && tick <= high) found.push(tick);
        }
      }
      if (found.length <= most + 2 || steps.length === 1) return found;
    }
    return [];
  }

  function logAxis(values, share = 0.06) {
    const [low, high] = d3.extent(values.filter((value) => value > 0));
    const margin = Math.max((high / low) ** share, 1.02);
    const domain = [low / margin, high * margin];
    return { type: "log", domain };
  }

  /** Every tick with its number: by itself a log axis leaves some out. */
  function logTicks(axis, { domain }, most, options) {
    const values = ticks(...domain, most);
    return [Plot[`grid${axis}`](values), Plot[`axis${axis}`](values, { text: rounded, ...options })];
  }

  /** Ratios to the baseline, an arm a row. */
  function costs(sheet, panel, hidden, width) {
    const narrow = width < NARROW;
    const rows = panel.rows.filter((row) => !hidden.has(row.arm)).map((row) => ({ ...sheet.arms[row.arm], ...row }));
    if (!rows.length) return null;
    const values = rows.flatMap((row) => [row.ratio, row.low, row.high]).filter((value) => value > 0);
    const longest = d3.max(rows, (row) => row.label.length);
    const certain = (row) => row.low != null || row.verdict === "baseline";
    const worse = panel.better === "higher" ? "← worse · " : "";
    const x = logAxis([...values, 0.9, 1.1]);
    const after = panel.better === "higher" ? "" : " · worse →";
    return Plot.plot({
      width,
      height: 62 + rows.length * (narrow ? 46 : 29),
      marginLeft: narrow ? 10 : Math.min(360, 18 + 6.4 * longest),
      marginRight: narrow ? 14 : 170,
      marginTop: 8,
      marginBottom: 44,
      style: { fontSize: "12px" },
      ariaLabel: `Cost in ${panel.name}`,
      x,
      y: { type: "point", padding: 0.6, domain: rows.map((row) => row.label), label: null,
           axis: narrow ? null : "left", tickSize: 0 },
      marks: [
        ...logTicks("X", x, narrow ? 4 : 9, { label: `${worse}ratio to ${panel.baseline}${after}`,
          labelAnchor: panel.better === "higher" ? "left" : "right", labelArrow: "none" }),
        Plot.ruleX([1], { stroke: "currentColor" }),
        ...rows.filter((row) => row.low != null).map((row) =>
          Plot.ruleY([row], { x1: "low", x2: "high", y: "label", stroke: row.color, strokeWidth: 3 })),
        ...rows.map((row) => Plot.dot([row], { x: "ratio", y: "label", symbol: SYMBOLS[row.symbol], r: 5.5, strokeWidth: 2,
          stroke: row.color, fill: certain(row) ? row.color : "var(--paper)" })),
        Plot.text(rows, narrow
          ? { frameAnchor: "left", y: "label", dy: -16, textAnchor: "start", fill: "currentColor", stroke: "var(--paper)",
              strokeWidth: 4, text: (row) => `${row.label}  ${row.text}` }
          : { frameAnchor: "right", y: "label", dx: 12, textAnchor: "start", text: "text" }),
        Plot.tip(rows, Plot.pointerY({ x: "ratio", y: "label",
          title: (row) => `${row.label}\n${row.text}\n${row.verdict}` })),
      ],
    });
  }

  /** Latency by percentile, on an axis that gives every nine the same room. */
  function spectrum(sheet, panel, hidden, width) {
    const narrow = width < NARROW;
    const shown = panel.lines.filter((line) => !hidden.has(line.arm)).map((line) => ({
      ...sheet.arms[line.arm],
      dashes: line.distribution === panel.distribution ? sheet.arms[line.arm].dash : "6 4",
      points: d3.range(0, line.points.length, 2).map((i) => ({
        arm: sheet.arms[line.arm].label,
        distribution: line.name,
        percentile: line.points[i],
        x: 1 / (1 - line.points[i] / 100),
        y: line.points[i + 1] / 1000,
      })).filter((point) => point.y > 0),
    }));
    const all = shown.flatMap((line) => line.points);
    if (!all.length) return null;
    const most = d3.max(all, (point) => point.x);
    const y = logAxis(all.map((point) => point.y), 0.04);
    return Plot.plot({
      width,
      height: narrow ? 330 : 430,
      marginLeft: 54,
      marginRight: 22,
      marginBottom: 44,
      style: { fontSize: "12px" },
      ariaLabel: `${panel.name}, latency by percentile`,
      x: { type: "log", domain: [1, most * 1.15], ticks: [2, 10, 100, 1000, 10000].filter((x) => x <= most * 1.01),
           tickFormat: (x) => `${+(100 - 100 / x).toFixed(4)} %`, label: "records", labelArrow: "none", grid: true },
      y,
      marks: [
        ...logTicks("Y", y, 8, { label: "ms, log scale", labelArrow: "none" }),
        ...shown.flatMap((line) => [
          Plot.line(line.points, { x: "x", y: "y", stroke: line.color, strokeWidth: 2,
            strokeDasharray: line.dashes || "none" }),
          Plot.dot(line.points.filter((_, i) => i % 10 === 0), { x: "x", y: "y", r: 4, symbol: SYMBOLS[line.symbol],
            fill: line.color }),
        ]),
        Plot.tip(all, Plot.pointer({ x: "x", y: "y", title: (point) =>
          `${point.arm}\n${point.distribution}: ${number(point.percentile)} % within ${number(point.y)} ms` })),
      ],
    });
  }

  /** Latency by achieved rate, a line for each arm up to what it sustains. */
  function curves(sheet, panel, hidden, width) {
    const narrow = width < NARROW;
    const shown = panel.lines.filter((line) => !hidden.has(line.arm)).map((line) => ({
      ...sheet.arms[line.arm],
      ...line,
      dashes: line.distribution === panel.distribution ? sheet.arms[line.arm].dash : "6 4",
      points: d3.sort(line.points, (point) => point.rate).map((point) => ({
        ...point, label: sheet.arms[line.arm].label, name: line.name,
        y: point.value / 1000, y1: point.low / 1000, y2: point.high / 1000,
      })).filter((point) => point.y > 0),
    }));
    const all = shown.flatMap((line) => line.points);
    if (!all.length) return null;
    const ends = d3.rollups(shown, ([line]) => ({ x: line.sustains, color: line.color, symbol: line.symbol, label: line.label }),
      (line) => line.arm).map(([, end]) => end);
    const y = logAxis(all.flatMap((point) => [point.y, point.y1, point.y2]), 0.04);
    const most = d3.max([...all.map((point) => point.rate), ...ends.map((end) => end.x)]);
    const missed = (point) => (point.missed ? `\nnot sustained in ${point.missed} of ${point.of} trials` : "");
    return Plot.plot({
      width,
      height: narrow ? 330 : 430,
      marginLeft: 54,
      marginRight: 22,
      marginBottom: 44,
      style: { fontSize: "12px" },
      ariaLabel: `${panel.name} by achieved rate`,
      x: { domain: [0, most * 1.04], ticks: narrow ? 4 : 9, label: "records/s achieved", labelArrow: "none" },
      y,
      marks: [
        ...logTicks("Y", y, 8, { label: "ms, log scale", labelArrow: "none" }),
        ...ends.flatMap((end) => [
          Plot.ruleX([end], { x: "x", stroke: end.color, strokeDasharray: "1 3" }),
          Plot.dot([end], { x: "x", frameAnchor: "top", symbol: SYMBOLS[end.symbol], r: 4, fill: end.color }),
        ]),
        ...shown.flatMap((line) => [
          Plot.line(line.points, { x: "rate", y: "y", stroke: line.color, strokeWidth: 2,
            strokeDasharray: line.dashes || "none" }),
          Plot.ruleX(line.points.filter((point) => point.y1 > 0), { x: "rate", y1: "y1", y2: "y2", stroke: line.color }),
          Plot.dot(line.points, { x: "rate", y: "y", r: 4, symbol: SYMBOLS[line.symbol], stroke: line.color,
            fill: (point) => (point.missed ? "var(--paper)" : line.color) }),
        ]),
        Plot.tip(all, Plot.pointer({ x: "rate", y: "y", title: (point) =>
          `${point.label}\n${point.name}: ${number(point.y)} ms at ${number(point.rate)} records/s${missed(point)}` })),
      ],
    });
  }

  /** Every trial in the order in which they ran. */
  function blocks(sheet, panel, hidden, width) {
    const narrow = width < NARROW;
    const [unit, size] = UNITS[panel.unit] ?? [panel.unit, 1];
    const points = panel.points.filter((point) => !hidden.has(point.arm)).map((point) => ({
      ...point,
      label: sheet.arms[point.arm].label,
      y: point.value > 0 ? point.value / size : NaN,
    }));
    const measured = points.filter((point) => point.y > 0);
    if (!measured.length) return null;
    const [first, last] = d3.extent(points, (point) => point.block);
    const title = (point) => `${point.label}, block ${point.block}\n${number(point.y)} ${unit}${point.note ? `\n${point.note}` : ""}`;
    const y = logAxis(measured.map((point) => point.y));
    const ofArm = d3.group(points, (point) => point.arm);
    return Plot.plot({
      width,
      height: narrow ? 300 : 360,
      marginLeft: 66,
      marginRight: 16,
      marginBottom: 44,
      style: { fontSize: "12px" },
      ariaLabel: `${panel.name} of every trial, by block`,
      x: { domain: [first - 0.6, last + 0.6], ticks: d3.ticks(first, last, narrow ? 7 : 18).filter(Number.isInteger),
           tickFormat: String, label: "block", labelArrow: "none" },
      y,
      marks: [
        ...logTicks("Y", y, 6, { label: `${unit}, log scale`, labelArrow: "none" }),
        Plot.ruleX(panel.restarts, { stroke: "currentColor", strokeOpacity: 0.6, strokeDasharray: "2 4" }),
        ...[...ofArm].flatMap(([arm, own]) => {
          const { color, symbol, dash } = sheet.arms[arm];
          const at = { x: "x", y: "y", symbol: SYMBOLS[symbol], r: 4, stroke: color };
          const missing = own.filter((point) => !(point.y > 0));
          return [
            Plot.line(own, { x: "x", y: "y", stroke: color, strokeWidth: 1.3, strokeDasharray: dash || "none" }),
            Plot.dot(own.filter((point) => point.y > 0 && !point.note), { ...at, fill: color }),
            Plot.dot(own.filter((point) => point.y > 0 && point.note), { ...at, fill: "var(--paper)" }),
            Plot.text(missing, { x: "x", frameAnchor: "bottom", dy: -4, text: () => "×", fill: color, fontSize: 16 }),
          ];
        }),
        Plot.tip(measured, Plot.pointer({ x: "x", y: "y", title })),
      ],
    });
  }

  /** How long nobody was answered after each kill, an arm a row. */
  function gaps(sheet, panel, hidden, width) {
    const narrow = width < NARROW;
    const points = panel.points.map((point) => ({ ...sheet.arms[point.arm], ...point, x: point.value / 1000 }));
    const rows = sheet.arms.map((arm) => arm.label);
    const medians = d3.rollups(points, (own) => d3.median(own, (point) => point.x), (point) => point.label)
      .map(([label, x]) => ({ label, x }));
    return Plot.plot({
      width,
      height: 62 + rows.length * (narrow ? 46 : 29),
      marginLeft: narrow ? 10 : Math.min(360, 18 + 6.4 * d3.max(rows, (row) => row.length)),
      marginRight: 22,
      marginTop: 8,
      marginBottom: 44,
      style: { fontSize: "12px" },
      ariaLabel: "Longest gap between acknowledgements, of every kill",
      x: { domain: [0, d3.max(points, (point) => point.x) * 1.04], ticks: narrow ? 4 : 9, grid: true,
           label: "s without an acknowledgement", labelArrow: "none" },
      y: { type: "band", padding: 0.3, domain: rows, label: null, axis: narrow ? null : "left", tickSize: 0 },
      marks: [
        ...[...d3.group(points, (point) => point.arm).values()].map((own) => Plot.dot(own, { x: "x", y: "label", r: 4.5,
          symbol: SYMBOLS[own[0].symbol], stroke: own[0].color, fill: own[0].color, fillOpacity: 0.45 })),
        Plot.tickX(medians, { x: "x", y: "label", stroke: "currentColor", strokeWidth: 2.5 }),
        ...(narrow ? [Plot.text(rows, { frameAnchor: "left", y: (row) => row, dy: -17, textAnchor: "start",
          fill: "currentColor", stroke: "var(--paper)", strokeWidth: 4, text: (row) => row })] : []),
        Plot.tip(points, Plot.pointer({ x: "x", y: "label",
          title: (point) => `${point.label}, kill ${point.kill}\n${number(point.x)} s\n${point.note}` })),
      ],
    });
  }

  /** A line with its marker, for the legend. */
  function swatch(arm) {
    const svg = d3.create("svg").attr("width", 34).attr("height", 14).attr("aria-hidden", "true");
    svg.append("line").attr("x2", 34).attr("y1", 7).attr("y2", 7).attr("stroke", arm.color).attr("stroke-width", 2)
      .attr("stroke-dasharray", arm.dash || null);
    svg.append("path").attr("transform", "translate(17,7)").attr("fill", arm.color).attr("d", d3.symbol(SYMBOLS[arm.symbol], 50)());
    return svg.node();
  }

  function legend(sheet, arms, hidden, redraw) {
    const group = element("div", { class: "controls", role: "group", "aria-label": "Arms that are shown" });
    for (const arm of arms) {
      const box = element("input", { type: "checkbox" });
      box.checked = true;
      box.addEventListener("change", () => {
        if (box.checked) hidden.delete(arm);
        else hidden.add(arm);
        redraw();
      });
      group.append(element("label", {}, box, swatch(sheet.arms[arm]), sheet.arms[arm].label));
    }
    return group;
  }

  function named(panel, panels) {
    if (panel.lines) {
      const committed = panel.lines.some((line) => line.distribution !== panel.distribution);
      return panel.name + (committed ? ", dashed: until committed" : "");
    }
    const several = new Set(panels.map((other) => other.benchmark)).size > 1;
    return panel.name + (several ? `, ${panel.benchmark}` : "");
  }

  function choice(panels, choose) {
    const select = element("select");
    panels.forEach((panel, i) => select.append(element("option", { value: i }, named(panel, panels))));
    select.addEventListener("change", () => choose(panels[select.value]));
    return element("label", {}, panels[0].lines ? "latency " : "metric ", select);
  }

  function chart(figure) {
    const { kind } = figure.dataset;
    const sheet = sheets[figure.dataset.sheet];
    const drawing = figure.querySelector(".drawing");
    const controls = figure.querySelector(".controls");
    const hidden = new Set();
    let panel = sheet[kind][0];
    let drawn = 0;
    const redraw = () => {
      drawn = drawing.clientWidth;
      const svg = { curves, costs, spectrum, blocks, gaps }[kind](sheet, panel, hidden, drawn);
      svg?.setAttribute("role", "img");
      drawing.replaceChildren(svg ?? "Nothing to show.");
    };
    if (sheet[kind].length > 1) {
      controls.append(choice(sheet[kind], (chosen) => {
        panel = chosen;
        redraw();
      }));
    } else {
      controls.append(named(panel, sheet[kind]));
    }
    if (kind !== "costs" && kind !== "gaps") {
      const arms = sheet[kind].flatMap((of) => (of.lines ?? of.points).map((one) => one.arm));
      controls.append(legend(sheet, [...new Set(arms)].sort(d3.ascending), hidden, redraw));
    }
    redraw();
    new ResizeObserver(() => {
      if (Math.abs(drawing.clientWidth - drawn) > 1) redraw();
    }).observe(drawing);
  }

  /** One after the other, so that what can be read is there at once. */
  function next(figures) {
    const figure = figures.shift();
    if (!figure) {
      document.documentElement.dataset.charts = "drawn";
      return;
    }
    try {
      chart(figure);
    } catch (e) {
      console.error(e);
      figure.querySelector(".drawing").textContent = "This chart could not be drawn; the tables have its figures.";
    }
    setTimeout(next, 0, figures);
  }

  function copying() {
    const said = document.getElementById("copied");
    for (const button of document.querySelectorAll("[data-copy]")) {
      button.hidden = false;
      button.addEventListener("click", async () => {
        const text = document.getElementById(button.dataset.copy);
        try {
          await navigator.clipboard.writeText(text.value);
          said.textContent = "Copied.";
        } catch {
          text.closest("details").open = true;
          text.select();
          said.textContent = document.execCommand("copy") ? "Copied." : "Selected, to be copied by hand.";
        }
      });
    }
  }

  copying();
  next([...document.querySelectorAll("figure.chart")]);
})();
