"use strict";
// The page: sliders, headline, sentence, curve, conditions, cost, table; the setting lives in the address's hash.
(() => {
  const data = JSON.parse(document.getElementById("explored").textContent);
  const surface = SurfaceMath.unpacked(data.surface);
  const { sliders } = data;
  const words = ExploreWords;
  const root = document.documentElement;
  const mains = [...document.querySelectorAll("main")];
  const ownReading = SurfaceMath.at(surface, surface.own);
  const state = { setting: [...surface.own], budget: data.budget };

  // ---- the setting and the address ------------------------------------------------------------------

  const valueAt = (slider, step) => Number(Math.min(slider.low + step * slider.step, slider.high).toFixed(6));
  const stepOf = (slider, value) => Math.round((value - slider.low) / slider.step);
  const isMoved = () => state.setting.some((value, place) => value !== surface.own[place]);

  const readHash = () => {
    const asked = new URLSearchParams(location.hash.slice(1));
    state.setting = sliders.map((slider, place) => {
      const value = asked.has(slider.name) ? Number(asked.get(slider.name)) : NaN;
      return Number.isFinite(value) ? Math.min(Math.max(value, slider.low), slider.high) : surface.own[place];
    });
    const budget = asked.has("budget") ? Number(asked.get("budget")) : NaN;
    state.budget = Number.isFinite(budget) && budget >= 0 ? budget : data.budget;
    const lang = asked.get("lang");
    const button = lang && document.querySelector(`[data-switch="${lang}"]`);
    if (button) button.click();
  };

  const writeHash = () => {
    const said = new URLSearchParams();
    sliders.forEach((slider, place) => {
      if (state.setting[place] !== surface.own[place]) said.set(slider.name, String(state.setting[place]));
    });
    if (state.budget !== data.budget && state.budget !== null) said.set("budget", String(state.budget));
    if (root.dataset.lang !== data.lang) said.set("lang", root.dataset.lang);
    const hash = said.toString();
    try {
      history.replaceState(null, "", hash ? `#${hash}` : location.pathname + location.search);
    } catch {
      location.hash = hash;
    }
  };

  // ---- the curve ------------------------------------------------------------------------------------

  const SVG = "http://www.w3.org/2000/svg";
  const element = (parent, name, attributes, said) => {
    const made = document.createElementNS(SVG, name);
    Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
    if (said !== undefined) made.textContent = said;
    parent.append(made);
    return made;
  };
  const path = (points) => points.map(([x, y], place) => `${place ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");

  const plot = (main, texts, reading) => {
    const holder = main.querySelector("[data-plot]");
    const wide = Math.max(holder.clientWidth, 260);
    const high = Math.max(holder.clientHeight, 200);
    const edge = { left: 34, right: 40, top: 12, bottom: 42 };
    const horizon = surface.months[surface.months.length - 1];
    const x = (month) => edge.left + (wide - edge.left - edge.right) * month / horizon;
    const y = (share) => high - edge.bottom - (high - edge.top - edge.bottom) * share;
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("viewBox", `0 0 ${wide} ${high}`);
    svg.setAttribute("aria-hidden", "true");
    [0, 0.25, 0.5, 0.75, 1].forEach((share) => {
      element(svg, "line", { x1: edge.left, x2: wide - edge.right, y1: y(share), y2: y(share), stroke: "#e6e4de" });
      element(svg, "text", { x: edge.left - 7, y: y(share) + 4, "text-anchor": "end" }, String(100 * share));
    });
    const years = horizon / 12;
    const every = Math.max(1, Math.ceil(years / (wide < 480 ? 5 : 10)));
    for (let year = 0; year <= years + 1e-9; year += every) {
      element(svg, "text", { x: x(12 * year), y: high - edge.bottom + 18, "text-anchor": "middle" }, String(year));
    }
    element(svg, "text", { x: x(horizon / 2), y: high - 4, "text-anchor": "middle" }, texts.axis_years);
    if (data.budget_month) {
      const at = x(data.budget_month - 1);
      element(svg, "line", { x1: at, x2: at, y1: edge.top, y2: y(0), stroke: "#b0853f", "stroke-dasharray": "2 4" });
      element(svg, "text", { x: at + 5, y: y(0) - 7 }, texts.cut_pin);
    }
    const months = [0, ...surface.months];
    const line = (curve, end) => [[x(0), y(1)], ...curve.map((each, place) => [x(months[place + 1]), y(each[end])])];
    ["", "_chance"].forEach((part) => {
      const band = [...line(reading.curve, `high${part}`), ...line(reading.curve, `low${part}`).reverse()];
      element(svg, "path", { d: `${path(band)}Z`, fill: "#00689d", "fill-opacity": part ? 0.2 : 0.12 });
    });
    element(svg, "path", { d: path(line(ownReading.curve, "value")), fill: "none", stroke: "#4a555d", "stroke-width": 2, "stroke-dasharray": "6 4" });
    element(svg, "path", { d: path(line(reading.curve, "value")), fill: "none", stroke: "#00689d", "stroke-width": 3, "stroke-linecap": "round" });
    const last = surface.months.length - 1;
    const [now, own] = [reading.curve[last].value, ownReading.curve[last].value];
    element(svg, "text", { x: x(horizon) + 7, y: y(now) + 5, class: "end", style: "fill: #00689d" }, words.plain(100 * now, 0));
    if (Math.abs(y(now) - y(own)) > 15) {
      element(svg, "text", { x: x(horizon) + 7, y: y(own) + 5 }, words.plain(100 * own, 0));
    }
    holder.replaceChildren(svg);
    holder.setAttribute("aria-label", words.fill(texts.curve_alt, {
      now: words.hundred(texts, now), own: words.hundred(texts, own), time: texts.time,
    }));
  };

  // ---- the rest of the page -------------------------------------------------------------------------

  const put = (main, name, said) => { main.querySelector(`[data-${name}]`).textContent = said; };
  // Browsers break some Thai words in two; those stay whole.
  const putWhole = (main, name, said) => {
    const parts = said.split(new RegExp(data.kept_whole)).filter(Boolean).map((part) => {
      if (!new RegExp(`^${data.kept_whole}$`).test(part)) return part;
      const whole = document.createElement("span");
      whole.className = "whole";
      whole.textContent = part;
      return whole;
    });
    main.querySelector(`[data-${name}]`).replaceChildren(...parts);
  };
  const percent = (share) => `${(100 * Math.min(Math.max(share, 0), 1)).toFixed(2)}%`;

  const showSliders = (main, texts) => {
    main.querySelectorAll("[data-slider]").forEach((box) => {
      const place = Number(box.dataset.slider);
      const slider = sliders[place];
      const value = state.setting[place];
      const input = box.querySelector("input");
      const number = words.plain(value * slider.scale, slider.decimals);
      const said = words.fill(texts[`value_${slider.unit}`], { number });
      box.classList.toggle("moved", value !== surface.own[place]);
      input.value = stepOf(slider, value);
      input.setAttribute("aria-valuetext", said);
      input.style.setProperty("--at", percent((value - slider.low) / (slider.high - slider.low)));
      box.querySelector("[data-value]").textContent = said;
      const without = state.setting.map((each, other) => (other === place ? 0 : each));
      const days = SurfaceMath.planned(surface, state.setting) - SurfaceMath.planned(surface, without);
      box.querySelector("[data-cost]").textContent = slider.priced ? words.fill(texts.lever_cost, { days: words.days(days) }) : "";
    });
  };

  const showHeadline = (main, texts, reading, moved) => {
    const last = reading.curve[reading.curve.length - 1];
    put(main, "months", words.plain(reading.months.value, 0));
    put(main, "months-span", words.monthsSpan(texts, reading.months));
    const decimals = words.decimalsOf(reading.gain);
    put(main, "gain", moved ? words.signed(reading.gain.value, decimals) : "–");
    const [low, high] = [reading.gain.low, reading.gain.high].map((end) => words.signed(end, decimals));
    const clear = words.verdict(reading, moved) === "unclear" ? ` ${texts.not_clear}` : "";
    put(main, "gain-span", moved ? words.span(texts, low, high) + clear : texts.nothing_moved);
    put(main, "alive", words.hundred(texts, last.value));
    put(main, "alive-span", words.hundredSpan(texts, last));
  };

  const showConditions = (main, texts, reading) => {
    [...main.querySelectorAll(".condition")].forEach((box, place) => {
      const [now, own] = [reading.conditions[place], ownReading.conditions[place]];
      const [low, high] = [words.plain(now.low, 2), words.plain(now.high, 2)];
      box.querySelector("[data-number]").textContent = `${words.plain(now.value, 2)} (${words.span(texts, low, high)})`;
      box.querySelector(".track i").style.width = percent(now.value);
      const interval = box.querySelector(".track u");
      interval.style.left = percent(now.low);
      interval.style.width = percent(now.high - now.low);
      box.querySelector(".track s").style.left = percent(own.value);
    });
  };

  const showCosts = (main, texts, reading) => {
    put(main, "planned", words.fill(texts.days_a_month, { days: words.days(reading.planned) }));
    put(main, "spending", words.costs(texts, reading.planned, ownReading.planned, state.budget));
    const line = main.querySelector("[data-budget-line]");
    const most = Math.max(data.dearest, state.budget ?? 0) * 1.04;
    line.classList.toggle("over", state.budget !== null && reading.planned > state.budget + 1e-9);
    line.querySelector("i").style.width = percent(reading.planned / most);
    line.querySelector("s").style.left = percent(ownReading.planned / most);
    const budget = line.querySelector("u");
    budget.hidden = state.budget === null;
    budget.style.left = percent((state.budget ?? 0) / most);
    const input = main.querySelector("[data-budget]");
    if (document.activeElement !== input) input.value = state.budget ?? "";
  };

  const showTable = (main, texts, reading) => {
    const yearly = surface.months.map((month, place) => [month, place]).filter(([month]) => month % 12 === 0);
    const rows = yearly.map(([month, place]) => [
      words.fill(texts.row_alive, { month }), words.hundred(texts, ownReading.curve[place].value),
      words.hundred(texts, reading.curve[place].value), words.hundredSpan(texts, reading.curve[place]),
    ]);
    const monthly = (found) => words.plain(found.value, 0);
    rows.push([texts.row_months, monthly(ownReading.months), monthly(reading.months), words.monthsSpan(texts, reading.months)]);
    texts.conditions.forEach((name, place) => {
      const [own, now] = [ownReading.conditions[place], reading.conditions[place]];
      rows.push([name, words.plain(own.value, 2), words.plain(now.value, 2), words.span(texts, words.plain(now.low, 2), words.plain(now.high, 2))]);
    });
    rows.push([texts.row_planned, words.days(ownReading.planned), words.days(reading.planned), texts.exact]);
    const spent = [reading.spent.low, reading.spent.high].map((each) => words.plain(each, 0));
    rows.push([texts.row_spent, words.plain(ownReading.spent.value, 0), words.plain(reading.spent.value, 0), words.span(texts, ...spent)]);
    main.querySelector("[data-table]").replaceChildren(...rows.map((cells) => {
      const row = document.createElement("tr");
      cells.forEach((said, place) => {
        const cell = document.createElement(place ? "td" : "th");
        if (!place) cell.scope = "row";
        cell.textContent = said;
        row.append(cell);
      });
      return row;
    }));
  };

  let speaking = 0;
  const show = () => {
    const started = performance.now();
    const main = mains.find((each) => each.lang === root.dataset.lang);
    const texts = data.texts[main.lang];
    const reading = SurfaceMath.at(surface, state.setting);
    const moved = isMoved();
    showSliders(main, texts);
    showHeadline(main, texts, reading, moved);
    showConditions(main, texts, reading);
    showCosts(main, texts, reading);
    showTable(main, texts, reading);
    plot(main, texts, reading);
    main.querySelector("[data-scenario] code").textContent = words.scenarioText(data.scenario, sliders, state.setting, surface.own);
    put(main, "copied", "");
    const sentence = words.sentence(texts, reading, ownReading, moved, state.budget);
    putWhole(main, "told", sentence);
    // A reader of the screen is told once the slider rests, not at every step of it.
    clearTimeout(speaking);
    speaking = setTimeout(() => put(main, "spoken", sentence), 600);
    root.dataset.took = (performance.now() - started).toFixed(1);
  };

  // ---- what happens ---------------------------------------------------------------------------------

  let waiting = 0;
  const changed = () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, 0);
  };

  mains.forEach((main) => {
    main.querySelector("[data-workbench]").hidden = false;
    main.querySelectorAll("[data-slider]").forEach((box) => {
      const place = Number(box.dataset.slider);
      box.querySelector("input").addEventListener("input", (event) => {
        const chosen = valueAt(sliders[place], Number(event.target.value));
        const own = surface.own[place];
        state.setting[place] = Math.abs(chosen - own) < sliders[place].step / 2 - 1e-9 ? own : chosen;
        changed();
      });
      box.querySelector("input").addEventListener("change", writeHash);
    });
    main.querySelector("[data-budget]").addEventListener("input", (event) => {
      const value = event.target.value === "" ? NaN : Number(event.target.value);
      state.budget = Number.isFinite(value) && value >= 0 ? value : null;
      writeHash();
      changed();
    });
    main.querySelector("[data-reset]").addEventListener("click", () => {
      state.setting = [...surface.own];
      state.budget = data.budget;
      writeHash();
      changed();
    });
    const holder = main.querySelector("[data-scenario]");
    const copy = main.querySelector("[data-scenario-copy]");
    main.querySelector("[data-scenario-show]").addEventListener("click", (event) => {
      holder.hidden = !holder.hidden;
      copy.hidden = holder.hidden;
      event.target.setAttribute("aria-expanded", String(!holder.hidden));
    });
    copy.addEventListener("click", () => {
      const code = holder.querySelector("code");
      const range = document.createRange();
      range.selectNodeContents(code);
      const selection = getSelection();
      selection.removeAllRanges();
      selection.addRange(range);
      // A page opened from a file may not be let near the clipboard: then the text at least stands selected.
      const texts = data.texts[main.lang];
      const done = (said) => put(main, "copied", said);
      if (navigator.clipboard) {
        navigator.clipboard.writeText(code.textContent).then(() => done(texts.copied), () => done(texts.selected));
      } else done(texts.selected);
    });
  });
  document.querySelectorAll("[data-switch]").forEach((button) => button.addEventListener("click", () => {
    writeHash();
    changed();
  }));
  addEventListener("hashchange", () => { readHash(); changed(); });
  addEventListener("resize", changed);
  readHash();
  show();
})();
