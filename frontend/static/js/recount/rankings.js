// Rules whose ballots rank options (docs/rules/borda.md, schulze.md, ranked-pairs.md, instant-runoff.md).
import { codesOf, linesOf, written } from "./counting.js";

export function borda(question, piles, heads) {
  const codes = codesOf(question), size = codes.length, unranked = question.settings.unranked ?? "averaged";
  const lines = {}, worth = {};
  for (const code of codes) {
    const places = codes.map(() => 0);
    let halves = 0;
    for (const [choices, times] of piles) {
      const at = choices.indexOf(code), first = unranked === "modified" ? choices.length : size - 1;
      if (at >= 0) {
        places[at] += times;
        halves += 2 * times * (first - at);
      } else if (unranked === "averaged") halves += times * (size - choices.length - 1);
    }
    lines[code] = { places, points: written(halves, 2) };
    worth[code] = halves;
  }
  return { unranked, ...linesOf(question, heads.draw, worth, lines) };
}

// d[x][y]: ballots that put x before y; and who wins every duel.
function duelsOf(question, piles) {
  const codes = codesOf(question);
  const duels = codes.map(() => codes.map(() => 0));
  for (const [choices, times] of piles) {
    const place = codes.map((code) => (choices.includes(code) ? choices.indexOf(code) : Infinity));
    codes.forEach((_, x) => codes.forEach((__, y) => { if (place[x] < place[y]) duels[x][y] += times; }));
  }
  const condorcet = codes.find((_, x) => codes.every((__, y) => x === y || duels[x][y] > duels[y][x])) ?? null;
  return { duels, condorcet };
}

export function schulze(question, piles, heads) {
  const codes = codesOf(question), { duels, condorcet } = duelsOf(question, piles);
  const paths = duels.map((row, x) => row.map((votes, y) => (votes > duels[y][x] ? votes : 0)));
  codes.forEach((_, m) => codes.forEach((__, x) => codes.forEach((___, y) => {
    if (x !== y) paths[x][y] = Math.max(paths[x][y], Math.min(paths[x][m], paths[m][y]));
  })));
  const lines = {}, worth = {};
  codes.forEach((code, x) => {
    const beats = codes.filter((_, y) => paths[x][y] > paths[y][x]).length;
    const beatenBy = codes.filter((_, y) => paths[y][x] > paths[x][y]).length;
    lines[code] = { beats, beaten_by: beatenBy };
    worth[code] = -beatenBy;
  });
  return { duels, paths, condorcet, ...linesOf(question, heads.draw, worth, lines) };
}

// Whether arrows [from, to] lead from one to another.
function leads(arrows, start, goal) {
  const seen = new Set(), waiting = [start];
  while (waiting.length) {
    const here = waiting.pop();
    for (const [from, to] of arrows) {
      if (from !== here || seen.has(to)) continue;
      if (to === goal) return true;
      seen.add(to);
      waiting.push(to);
    }
  }
  return false;
}

export function rankedPairs(question, piles, heads) {
  const codes = codesOf(question), { duels, condorcet } = duelsOf(question, piles), { draw } = heads;
  const strength = question.settings.strength ?? "winning-votes";
  const won = codes.flatMap((_, x) => codes.flatMap((__, y) => (duels[x][y] > duels[y][x] ? [[x, y]] : [])));
  const force = ([x, y]) => (strength === "margins" ? duels[x][y] - duels[y][x] : duels[x][y]);
  const locked = [], steps = [];
  for (const level of [...new Set(won.map(force))].sort((a, b) => b - a)) {
    const equals = won.filter((duel) => force(duel) === level);
    if (draw) {
      const lot = codes.map((code) => draw.order.indexOf(code));
      equals.sort((a, b) => lot[a[0]] - lot[b[0]] || lot[b[1]] - lot[a[1]]);
    }
    // Together where ties are declared, one by one where the lot orders them.
    const together = [...locked, ...equals];
    const kept = new Set();
    for (const duel of equals) {
      if (leads(draw ? locked : together, duel[1], duel[0])) continue;
      kept.add(duel);
      if (draw) locked.push(duel);
    }
    if (!draw) locked.push(...kept);
    for (const duel of equals) {
      const [x, y] = duel;
      steps.push({ winner: codes[x], loser: codes[y], votes: duels[x][y], against: duels[y][x], strength: level, locked: kept.has(duel) });
    }
  }
  const lines = {}, worth = {};
  codes.forEach((code, x) => {
    const before = codes.filter((_, y) => y !== x && leads(locked, y, x)).length;
    lines[code] = { before, behind: codes.filter((_, y) => y !== x && leads(locked, x, y)).length };
    worth[code] = -before;
  });
  return { strength, duels, condorcet, steps, ...linesOf(question, draw, worth, lines) };
}

export function instantRunoff(question, piles, heads) {
  const { order } = heads.draw, codes = codesOf(question), rounds = [], steps = [];
  let standing = codes;
  while (piles.length && (standing.length > 1 || !rounds.length)) {
    const votes = Object.fromEntries(standing.map((code) => [code, 0]));
    let exhausted = 0;
    for (const [choices, times] of piles) {
      const own = choices.find((code) => standing.includes(code));
      if (own === undefined) exhausted += times;
      else votes[own] += times;
    }
    const all = standing.reduce((sum, code) => sum + votes[code], 0);
    const majority = standing.find((code) => 2 * votes[code] > all) ?? null;
    const { out, tie } = standing.length > 1 ? whoLeaves(standing, votes, rounds, order) : { out: [], tie: null };
    const told = standing.map((code) => ({ code, votes: votes[code] }));
    steps.push({ round: steps.length + 1, votes: told, exhausted, majority, out, tie });
    rounds.push(votes);
    standing = standing.filter((code) => !out.includes(code));
  }
  const lines = {}, worth = {};
  for (const code of codes) {
    const round = rounds.filter((votes) => code in votes).length;
    lines[code] = { round, votes: round ? rounds[round - 1][code] : 0 };
    worth[code] = steps.find((step) => step.out.includes(code))?.round ?? steps.length + 1;
  }
  const counted = linesOf(question, null, worth, lines);
  const byLot = steps.filter((step) => step.tie?.lot).map((step) => step.tie.codes);
  const first = steps.find((step) => step.majority)?.round ?? null;
  return { ...counted, ties: [...counted.ties, ...byLot], steps, majority_round: first };
}

function whoLeaves(standing, votes, rounds, order) {
  const fewest = Math.min(...standing.map((code) => votes[code]));
  const last = standing.filter((code) => votes[code] === fewest);
  if (!fewest || last.length === 1) return { out: last, tie: null };
  let left = last;
  for (const before of [...rounds].reverse()) {
    const least = Math.min(...left.map((code) => before[code]));
    left = left.filter((code) => before[code] === least);
  }
  const out = left.reduce((one, other) => (order.indexOf(one) > order.indexOf(other) ? one : other));
  return { out: [out], tie: { codes: last, lot: left.length > 1 } };
}
