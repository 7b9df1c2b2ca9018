"use strict";
// The arithmetic of netsustain.exploration.surface.surface, number by number; a test compares the two.
const SurfaceMath = (() => {
  const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const reals = (text) => new Float32Array(bytes(text).buffer);
  const wholes = (text) => new Int16Array(bytes(text).buffer);

  // Base64 becomes numbers once; everything else stays as it came.
  const unpacked = (data) => ({
    ...data,
    coefficients: reals(data.coefficients),
    within: { unit: data.within.unit, entries: wholes(data.within.entries) },
    between: { unit: data.between.unit, entries: wholes(data.between.entries) },
  });

  const bent = (share, bend) => {
    if (bend < 0) return 1 - bent(1 - share, -bend);
    return bend ? Math.log1p(bend * share) / Math.log1p(bend) : share;
  };

  const scaled = (surface, setting) => setting.map((value, place) => {
    const share = (value - surface.low[place]) / (surface.high[place] - surface.low[place]);
    return 2 * bent(share, surface.bends[place]) - 1;
  });

  const termsOf = (surface, setting) => {
    const at = scaled(surface, setting);
    const terms = [1, ...at];
    if (surface.degree >= 2) {
      for (let first = 0; first < at.length; first += 1) {
        for (let second = 0; second <= first; second += 1) terms.push(at[first] * at[second]);
      }
    }
    if (surface.degree >= 3) at.forEach((value) => terms.push(value ** 3));
    return terms;
  };

  // Products of two terms in the order of an upper triangle, those off the diagonal twice.
  const productsOf = (terms) => {
    const found = new Float64Array(terms.length * (terms.length + 1) / 2);
    let place = 0;
    for (let row = 0; row < terms.length; row += 1) {
      for (let column = row; column < terms.length; column += 1) {
        found[place] = (row === column ? 1 : 2) * terms[row] * terms[column];
        place += 1;
      }
    }
    return found;
  };

  const spread = (squares, products, outcome) => {
    const start = outcome * products.length;
    let sum = 0;
    for (let place = 0; place < products.length; place += 1) sum += squares.entries[start + place] * products[place];
    return Math.max(sum * squares.unit[outcome], 0);
  };

  const allowedRatio = (surface, ratio) => {
    const { ratios, allowed } = surface;
    const last = ratios.length - 1;
    if (ratio > ratios[last]) return ratio;
    let low = 0;
    let high = last;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (ratios[middle] <= ratio) low = middle; else high = middle;
    }
    return allowed[low] + (allowed[high] - allowed[low]) * (ratio - ratios[low]) / (ratios[high] - ratios[low]);
  };

  const ignorance = (surface, within, between) => {
    if (surface.vectors < 2) return 0;
    const ratio = within > 0 ? between / within : 0;
    const variance = within / surface.a_vector * Math.max(allowedRatio(surface, ratio) - 1, 0);
    return surface.freedom ** 2 * variance * (1 + surface.repeats);
  };

  const estimates = (surface, terms, outcomes, misfits, near, leastOf) => {
    const products = productsOf(terms);
    return outcomes.map((outcome) => {
      let value = 0;
      const start = outcome * terms.length;
      for (let place = 0; place < terms.length; place += 1) value += surface.coefficients[start + place] * terms[place];
      const within = spread(surface.within, products, outcome);
      const between = spread(surface.between, products, outcome);
      const chance = surface.normal ** 2 * (within / surface.lucks + near * misfits[outcome] ** 2) + leastOf(outcome) ** 2;
      const [half, inner] = [Math.sqrt(chance + ignorance(surface, within, between)), Math.sqrt(chance)];
      return {
        value, low: value - half, high: value + half, low_chance: value - inner, high_chance: value + inner,
      };
    });
  };

  const eachNumber = (found, change) => Object.fromEntries(
    Object.entries(found).map(([name, number]) => [name, change(number, name)]),
  );
  const cut = (found, least, most) => eachNumber(found, (number) => Math.min(Math.max(number, least), most));

  const falling = (curve) => {
    let last = curve[0];
    return curve.map((each) => {
      const before = last;
      last = eachNumber(each, (number, name) => Math.min(number, before[name]));
      return last;
    });
  };

  const planned = (surface, setting) => {
    const { costs } = surface;
    let found = costs.fixed;
    setting.forEach((value, place) => { found += costs.each[place] * value; });
    if (costs.core !== null) {
      const cores = Math.floor(setting[costs.core] + 0.5);
      found += costs.pair * cores * (cores - 1) / 2;
    }
    const met = costs.meetings === null ? costs.stay[0] : setting[costs.meetings];
    const face = costs.face === null ? costs.stay[1] : setting[costs.face];
    return found + costs.travel * met * face;
  };

  const every = (number) => Array.from({ length: number }, (_, place) => place);

  const at = (surface, setting) => {
    const number = surface.months.length;
    const horizon = surface.months[number - 1];
    const terms = termsOf(surface, setting);
    const own = termsOf(surface, surface.own);
    const here = scaled(surface, setting);
    const there = scaled(surface, surface.own);
    const apart = here.reduce((sum, value, place) => sum + (value - there[place]) ** 2, 0);
    const near = 1 - Math.exp(-apart / surface.near ** 2);
    const ofShare = (outcome) => (outcome >= 1 && outcome <= number ? surface.normal ** 2 / surface.lucks : 0);
    const level = estimates(surface, terms, every(number + 9), surface.misfit, 1, ofShare);
    const moved = terms.map((term, place) => term - own[place]);
    const [gain, atEnd] = estimates(surface, moved, [0, number], surface.misfit_difference, near, () => 0);
    return {
      months: cut(level[0], 0, horizon),
      gain: cut(gain, -horizon, horizon),
      curve: falling(level.slice(1, 1 + number).map((each) => cut(each, 0, 1))),
      gain_at_end: cut(atEnd, -1, 1),
      conditions: level.slice(1 + number, 8 + number).map((each) => cut(each, 0, 1)),
      spent: cut(level[8 + number], 0, Infinity),
      planned: planned(surface, setting),
    };
  };

  return { unpacked, at, planned };
})();
