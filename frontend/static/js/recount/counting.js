// What all rules of counting share (docs/rules/counting.md): piles, the order by lot, quorum, ranks, ratios.
import { digest, encode } from "./bytes.js";
import { canonical, H } from "./file.js";

// Equal ballots together: [choices, how many].
export function pile(ballots) {
  const piles = new Map();
  for (const choices of ballots) {
    const key = canonical(choices);
    const found = piles.get(key);
    if (found) found[1]++;
    else piles.set(key, [choices, 1]);
  }
  return [...piles.values()];
}

export const seedOf = (reference, root, vote) => H("livret-draw-v1", reference, root, vote);

export function drawOrder(question, seed) {
  const order = question.options.map((option) => option.code);
  const span = 1n << 256n;
  let counter = 0;
  const below = (bound) => {
    for (;;) {
      const number = BigInt(`0x${digest(encode(`livret-lots-v1|${seed}|${counter++}`))}`);
      if (number < span - (span % BigInt(bound))) return Number(number % BigInt(bound));
    }
  };
  for (let last = order.length - 1; last > 0; last--) {
    const other = below(last + 1);
    [order[last], order[other]] = [order[other], order[last]];
  }
  return { order, seed };
}

export const ratio = (text) => text.split("/").map(BigInt);
export function ceiling(share, size) {
  const [above, under] = ratio(share);
  return Number((above * BigInt(size) + under - 1n) / under);
}

export function quorum(question, counts) {
  const asked = question.settings.quorum;
  if (!asked) return null;
  const needed = ceiling(asked.share, counts[asked.base]);
  const found = counts[asked.counted];
  return { base: asked.base, counted: asked.counted, share: asked.share, found, needed, reached: found >= needed };
}

// Options by worth, more first; equals share a rank, or go by lot. `compare(a, b)` > 0 if a is worth more.
export function ranked(question, draw, worth, compare = (a, b) => a - b) {
  const codes = question.options.map((option) => option.code);
  const best = [...codes].sort((a, b) => compare(worth[b], worth[a]) || codes.indexOf(a) - codes.indexOf(b));
  const order = [];
  const ties = [];
  for (let from = 0, to; from < best.length; from = to) {
    for (to = from + 1; to < best.length && !compare(worth[best[to]], worth[best[from]]); to++);
    const equals = best.slice(from, to);
    if (equals.length > 1) ties.push(equals);
    const lot = draw ? [...equals].sort((a, b) => draw.order.indexOf(a) - draw.order.indexOf(b)) : equals;
    lot.forEach((code, at) => order.push([code, from + 1 + (draw ? at : 0)]));
  }
  return { order, ties };
}

// An exact ratio in lowest terms, "n/d".
export function written(above, under) {
  let [a, b] = [above, under];
  while (b) [a, b] = [b, a % b];
  return `${above / (a || 1)}/${under / (a || 1)}`;
}

export const codesOf = (question) => question.options.map((option) => option.code);

// `options` and `ties` of a result: a line for each option, by rank.
export function linesOf(question, draw, worth, lines, compare) {
  const { order, ties } = ranked(question, draw, worth, compare);
  return { ties, options: order.map(([code, rank]) => ({ code, rank, ...lines[code] })) };
}
