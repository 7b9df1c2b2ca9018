"use strict";
// Numbers and sentences: message texts with placeholders come from the page's data, one set a language.
const ExploreWords = (() => {
  const fill = (template, values) => template.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
  const plain = (value, decimals) => {
    const said = Math.abs(value).toLocaleString("en-US", { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
    return value < 0 && Number(said.replace(/,/g, "")) !== 0 ? `−${said}` : said;
  };
  const signed = (value, decimals) => {
    const said = plain(value, decimals);
    return value > 0 && Number(said.replace(/,/g, "")) !== 0 ? `+${said}` : said;
  };
  // As many decimals as the interval leaves any meaning to, and one where an end would look like nothing.
  const decimalsOf = (found) => {
    const vanishes = (end) => end !== 0 && Math.abs(end) < 0.5;
    return found.high - found.low < 2 || vanishes(found.low) || vanishes(found.high) ? 1 : 0;
  };
  const days = (value) => plain(value, 1);

  const hundred = (texts, share) => {
    const number = Math.round(100 * share);
    if (number < 1) return texts.fewer_than_one;
    if (number > 99) return texts.more_than_ninety_nine;
    return fill(texts.of_hundred, { number });
  };

  const span = (texts, low, high) => (low === high ? low : fill(texts.span, { low, high }));
  const hundredSpan = (texts, found) => span(texts, plain(100 * found.low, 0), plain(100 * found.high, 0));
  const monthsSpan = (texts, found) => span(
    texts, plain(found.low, decimalsOf(found)), plain(found.high, decimalsOf(found)),
  );

  // "same", "none", "longer", "shorter" or "unclear": which sentence the difference deserves.
  const verdict = (reading, moved) => {
    if (!moved) return "same";
    if (Math.abs(reading.gain.low) < 0.05 && Math.abs(reading.gain.high) < 0.05) return "none";
    if (reading.gain.low > 0) return "longer";
    if (reading.gain.high < 0) return "shorter";
    return "unclear";
  };

  const difference = (texts, reading, moved) => {
    const found = reading.gain;
    const decimals = decimalsOf(found);
    const kind = verdict(reading, moved);
    const [low, high] = kind === "shorter" ? [-found.high, -found.low] : [found.low, found.high];
    return fill(texts[`difference_${kind}`], {
      gain: plain(Math.abs(found.value), decimals), low: plain(low, decimals), high: plain(high, decimals),
      less: plain(Math.abs(found.low), decimals), more: plain(found.high, decimals),
    });
  };

  const lasting = (texts, reading, own, moved) => {
    const last = reading.curve[reading.curve.length - 1];
    const values = {
      months: plain(reading.months.value, 0), months_span: monthsSpan(texts, reading.months),
      alive: hundred(texts, last.value), alive_own: hundred(texts, own.curve[own.curve.length - 1].value),
      difference: difference(texts, reading, moved), time: texts.time,
    };
    return fill(texts[moved ? "sentence_moved" : "sentence_same"], values);
  };

  const costs = (texts, planned, own, budget) => {
    const more = Math.round(10 * planned) / 10 - Math.round(10 * own) / 10;
    const key = Math.abs(more) < 0.05 ? "cost_same" : more > 0 ? "cost_more" : "cost_less";
    const said = fill(texts[key], { cost: days(planned), more: days(Math.abs(more)) });
    if (budget === null) return said;
    const over = Math.round(10 * planned) / 10 - budget;
    const within = fill(texts[over > 1e-9 ? "budget_over" : "budget_within"], { budget: days(budget), over: days(Math.abs(over)) });
    return `${said} ${within}`;
  };

  const sentence = (texts, reading, own, moved, budget) => (
    `${lasting(texts, reading, own, moved)} ${costs(texts, reading.planned, own.planned, budget)}`
  );

  // A number as a scenario file writes it.
  const written = (value) => String(Number(value.toFixed(6)));

  const scenarioText = (parts, sliders, setting, own) => {
    const lines = [parts.head];
    const moved = sliders.map((each, place) => ({ ...each, value: setting[place], moved: setting[place] !== own[place] }));
    const levers = moved.filter((each) => each.lever && each.moved);
    if (levers.length) lines.push("levers:", ...levers.map((each) => `  ${each.name}: ${written(each.value)}`));
    const transfers = moved.find((each) => each.name === "transfer_probability" && each.moved);
    if (transfers) lines.push("parameters:", "  leadership:", `    transfer_probability: ${written(transfers.value)}`);
    const budget = moved.find((each) => each.name === "budget_level" && each.moved);
    if (budget) lines.push("events:", parts.events.replace(parts.mark, written(budget.value)));
    return `${lines.join("\n")}\n`;
  };

  return {
    fill, plain, signed, days, decimalsOf, hundred, hundredSpan, monthsSpan, span, verdict, difference, sentence, costs, scenarioText,
  };
})();
