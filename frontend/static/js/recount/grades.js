// Rules whose ballots give grades (docs/rules/score.md, majority-judgement.md).
import { codesOf, linesOf, written } from "./counting.js";

const range = (from, to) => Array.from({ length: to - from + 1 }, (_, place) => from + place);
export const scoreScale = ({ settings }) => range(settings.lowest ?? 0, settings.highest ?? 5);
export const wordScale = ({ settings }) => range(0, settings.grades.length - 1);

// How many ballots gave an option each grade of a scale, and how many left it out.
function givenOf(code, piles, grades) {
  const given = grades.map(() => 0);
  let missing = 0;
  for (const [choices, times] of piles) {
    const pair = choices.find(([named]) => named === code);
    if (pair) given[grades.indexOf(pair[1])] += times;
    else missing += times;
  }
  return { given, missing };
}

export function score(question, piles, heads) {
  const grades = scoreScale(question), by = question.settings.by ?? "total";
  const lines = {}, worth = {};
  for (const code of codesOf(question)) {
    const { given } = givenOf(code, piles, grades);
    const scored = given.reduce((sum, times) => sum + times, 0);
    const total = given.reduce((sum, times, at) => sum + times * grades[at], 0);
    lines[code] = { given, scored, total, mean: scored ? written(total, scored) : null };
    worth[code] = by === "total" ? [total, 1] : scored ? [total, scored] : [-1, 1];
  }
  const greater = ([a, b], [c, d]) => a * d - c * b;
  return { by, lowest: grades[0], highest: grades.at(-1), ...linesOf(question, heads.draw, worth, lines, greater) };
}

// The middle judgement again and again, the lower of two, each taken away once it is written down.
function majorityValue(sorted) {
  const value = [];
  let low = (sorted.length - 1) >> 1, high = low + 1;
  // `low` + 1 judgements are left up to the middle, the others above it.
  for (let left = sorted.length; left > 0; left--) {
    value.push((left - 1) >> 1 <= low ? sorted[low--] : sorted[high++]);
  }
  return value;
}

const firstDifference = (one, other) => {
  const place = one.findIndex((grade, at) => grade !== other[at]);
  return place < 0 ? 0 : one[place] - other[place];
};

export function majorityJudgement(question, piles, heads) {
  const grades = wordScale(question);
  const lines = {}, worth = {};
  for (const code of codesOf(question)) {
    const { given, missing } = givenOf(code, piles, grades);
    given[0] += missing;
    const value = majorityValue(given.flatMap((times, grade) => Array(times).fill(grade)));
    const median = value.length ? value[0] : null;
    const count = (test) => given.reduce((sum, times, grade) => sum + (test(grade) ? times : 0), 0);
    lines[code] = {
      given, missing, median,
      better: median === null ? 0 : count((grade) => grade > median),
      worse: median === null ? 0 : count((grade) => grade < median),
    };
    worth[code] = value;
  }
  const counted = linesOf(question, heads.draw, worth, lines, firstDifference);
  const order = counted.options.map((option) => option.code);
  const steps = [];
  order.slice(1).forEach((after, at) => {
    const before = order[at], one = worth[before], other = worth[after];
    const removed = one.findIndex((grade, place) => grade !== other[place]);
    if (one.length && one[0] === other[0] && removed > 0) {
      steps.push({ before, after, removed, better: one[removed], worse: other[removed] });
    }
  });
  return { ...counted, steps, grades: question.settings.grades };
}
