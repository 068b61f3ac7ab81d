// Rules that fill several places (docs/rules/stv-scottish.md, stv-meek.md), in whole units of a vote.
import { codesOf, linesOf } from "./counting.js";

const placesToFill = (question) => question.settings.places ?? 1;

// What became of each option: 2 elected, 1 stood, 0 left; at which step; its votes then.
function placed(question, fates, elected, steps) {
  const lines = {}, worth = {};
  for (const [code, [what, step, votes]] of Object.entries(fates)) {
    lines[code] = { elected: what === 2, step, votes: Number(votes) };
    worth[code] = [what, what === 2 ? -step : step, Number(votes)];
  }
  const better = (a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
  const counted = linesOf(question, null, worth, lines, better);
  const byLot = steps.filter((step) => step.tie?.lot).map((step) => step.tie.codes);
  return { ...counted, ties: [...counted.ties, ...byLot], elected, steps };
}

// The best or least of some; of equals, by the latest stage that tells them apart, else by lot.
function toldApart(among, votes, before, best, order) {
  const extreme = (codes, of) => best(...codes.map((code) => of[code]));
  const equals = among.filter((code) => votes[code] === extreme(among, votes));
  let left = equals;
  for (const earlier of [...before].reverse()) {
    const sought = extreme(left, earlier);
    left = left.filter((code) => earlier[code] === sought);
  }
  const inLot = [...left].sort((a, b) => order.indexOf(a) - order.indexOf(b));
  const tie = equals.length > 1 ? { codes: equals, lot: left.length > 1 } : null;
  return [best === Math.max ? inLot[0] : inLot.at(-1), tie];
}

export function scottish(question, piles, heads) {
  const codes = codesOf(question), { order } = heads.draw, unit = 100000, places = placesToFill(question);
  const quota = Math.floor(heads.expressed / (places + 1)) + 1, full = quota * unit;
  const held = Object.fromEntries(codes.map((code) => [code, []]));
  for (const [choices, times] of piles) held[choices[0]].push([choices, times, unit]);
  const votes = Object.fromEntries(codes.map((code) => [code, held[code].reduce((sum, [, times]) => sum + times * unit, 0)]));
  const elected = [], gone = {}, before = [], steps = [];
  let exhausted = 0, lost = 0, kind = "first", source = null, tie = null;
  while (piles.length) {
    const stage = steps.length + 1;
    const reached = codes.filter((code) => !(code in gone) && votes[code] >= full);
    for (const code of reached) gone[code] = stage;
    const going = codes.filter((code) => !(code in gone));
    const filled = going.length > 0 && going.length <= places - elected.length - reached.length;
    if (filled) for (const code of going) { gone[code] = stage; reached.push(code); }
    reached.sort((a, b) => votes[b] - votes[a] || codes.indexOf(a) - codes.indexOf(b));
    elected.push(...reached);
    steps.push({ stage, kind, source, tie, elected: reached, filled, exhausted, lost, votes: codes.map((code) => ({ code, votes: votes[code] })) });
    before.push({ ...votes });
    if (filled || elected.length >= places) break;
    const over = elected.filter((code) => votes[code] > full);
    let moving;
    if (over.length) {
      kind = "surplus";
      [source, tie] = toldApart(over, votes, before.slice(0, -1), Math.max, order);
      const surplus = votes[source] - full;
      moving = held[source].map(([choices, times, value]) => [choices, times, Math.floor((value * surplus) / votes[source])]);
      lost += surplus - moving.reduce((sum, [, times, value]) => sum + times * value, 0);
      votes[source] = full;
    } else {
      kind = "exclusion";
      [source, tie] = toldApart(going, votes, before.slice(0, -1), Math.min, order);
      moving = held[source];
      votes[source] = 0;
      gone[source] = stage + 1;
    }
    held[source] = [];
    for (const [choices, times, value] of moving) {
      const goal = choices.find((code) => !(code in gone));
      if (goal === undefined) exhausted += times * value;
      else {
        votes[goal] += times * value;
        held[goal].push([choices, times, value]);
      }
    }
  }
  const fates = Object.fromEntries(codes.map((code) => {
    const at = gone[code] ?? 0, was = elected.includes(code);
    return [code, [was ? 2 : at ? 0 : 1, at, was ? before[at - 1][code] : at ? before[at - 2][code] : votes[code]]];
  }));
  return { ...placed(question, fates, elected, steps), places, unit, quota };
}

const up = (above, below) => (above + below - 1n) / below;

function distribute(codes, piles, keep, unit) {
  const votes = Object.fromEntries(codes.map((code) => [code, 0n]));
  let exhausted = 0n;
  for (const [choices, times] of piles) {
    let weight = unit;
    for (const code of choices) {
      const part = up(weight * keep[code], unit);
      votes[code] += part * BigInt(times);
      weight -= part;
      if (!weight) break;
    }
    exhausted += weight * BigInt(times);
  }
  return { votes, exhausted };
}

export function meek(question, piles, heads) {
  const codes = codesOf(question), { order } = heads.draw, unit = 10n ** 9n, places = placesToFill(question);
  const keep = Object.fromEntries(codes.map((code) => [code, unit]));
  const elected = [], gone = {}, steps = [];
  let now = distribute(codes, piles, keep, unit);
  const told = (of) => codes.map((code) => ({ code, votes: Number(of[code]) }));
  const quotaOf = ({ votes }) => codes.reduce((sum, code) => sum + votes[code], 0n) / BigInt(places + 1) + 1n;
  const sum = (of, quota) => of.reduce((all, code) => all + now.votes[code] - quota, 0n);
  const end = (more) => steps.push({
    round: steps.length + 1, elected: [], defeated: null, filled: false, tie: null,
    votes: told(now.votes), keep: told(keep), exhausted: Number(now.exhausted), ...more,
  });
  const elect = (some) => {
    some.sort((a, b) => (now.votes[b] > now.votes[a] ? 1 : now.votes[b] < now.votes[a] ? -1 : codes.indexOf(a) - codes.indexOf(b)));
    for (const code of some) gone[code] = [2, steps.length + 1, now.votes[code]];
    elected.push(...some);
    return some;
  };
  while (piles.length && elected.length < places) {
    const hopeful = codes.filter((code) => !(code in gone));
    if (elected.length + hopeful.length <= places) {
      now = distribute(codes, piles, keep, unit);
      end({ elected: elect(hopeful), filled: true, iterations: 1, quota: Number(quotaOf(now)), surplus: 0 });
      break;
    }
    let surplus = -1n, iterations = 0, quota, reached;
    for (;;) {
      iterations++;
      now = distribute(codes, piles, keep, unit);
      quota = quotaOf(now);
      reached = hopeful.filter((code) => now.votes[code] >= quota);
      const last = surplus, over = sum([...elected, ...reached], quota);
      surplus = over > 0n ? over : 0n;
      if (reached.length || surplus < 1000n || (last >= 0n && surplus >= last)) break;
      for (const code of elected) keep[code] = up(up(keep[code] * quota, unit) * unit, now.votes[code]);
    }
    const common = { iterations, quota: Number(quota), surplus: Number(surplus) };
    if (reached.length) {
      end({ elected: elect(reached), ...common });
      continue;
    }
    const fewest = hopeful.map((code) => now.votes[code]).reduce((a, b) => (a < b ? a : b));
    const equals = hopeful.filter((code) => now.votes[code] <= fewest + surplus);
    const out = equals.reduce((a, b) => (order.indexOf(a) > order.indexOf(b) ? a : b));
    gone[out] = [0, steps.length + 1, now.votes[out]];
    end({ defeated: out, tie: equals.length > 1 ? { codes: equals, lot: true } : null, ...common });
    keep[out] = 0n;
  }
  const fates = Object.fromEntries(codes.map((code) => [code, gone[code] ?? [1, 0, now.votes[code]]]));
  return { ...placed(question, fates, elected, steps), places, unit: Number(unit) };
}
