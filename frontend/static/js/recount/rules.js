// The table of rules, and those whose ballots name options (docs/rules/choose.md, approval.md, yes-no.md).
import { ceiling, codesOf, drawOrder, linesOf, pile, quorum, ranked, ratio } from "./counting.js";
import { canonical } from "./file.js";
import { majorityJudgement, score, scoreScale, wordScale } from "./grades.js";
import { borda, instantRunoff, rankedPairs, schulze } from "./rankings.js";
import { meek, scottish } from "./transferable.js";

export const BLANK = ["blank"];
export const isBlank = (choices) => choices.length === 1 && choices[0] === "blank";
const codeOf = (choice) => (typeof choice === "string" ? choice : choice[0]);

// Whether choices are a legal ballot, whatever the rule: shape, options, number, order, scale.
export function isLegal(question, choices) {
  const rule = RULES[question.rule];
  if (!rule) return true;
  if (isBlank(choices)) return question.blank;
  const codes = choices.map(codeOf);
  const offered = question.options.map((option) => option.code);
  const places = codes.map((code) => offered.indexOf(code));
  if (!codes.length || codes.length > question.most || places.includes(-1)) return false;
  if (new Set(codes).size !== codes.length) return false;
  if (rule.shape !== "ranking" && places.some((place, at) => at && place < places[at - 1])) return false;
  if (rule.shape !== "grades") return choices.every((choice) => typeof choice === "string");
  return choices.every((choice) => Array.isArray(choice) && choice.length === 2 && rule.scale(question).includes(choice[1]))
    && (!question.settings.complete || codes.length === offered.length);
}

export function countQuestion(question, ballots, seats, seed) {
  const piles = pile(ballots);
  const total = ballots.length;
  const blank = piles.find(([choices]) => isBlank(choices))?.[1] ?? 0;
  const counts = { seats, ballots: total, expressed: total - blank };
  const heads = {
    question: question.slug, rule: question.rule, seats, ballots: total, blank, expressed: total - blank,
    draw: question.settings.ties === "draw" || RULES[question.rule].byLot ? drawOrder(question, seed) : null,
  };
  const own = RULES[question.rule].count(question, piles.filter(([choices]) => !isBlank(choices)), heads, counts);
  return { ...heads, quorum: quorum(question, counts), ...own };
}

function votesOf(question, piles) {
  const votes = Object.fromEntries(question.options.map((option) => [option.code, 0]));
  for (const [choices, times] of piles) for (const code of choices) votes[code] += times;
  return votes;
}

function byVotes(question, piles, heads) {
  const votes = votesOf(question, piles);
  const { order, ties } = ranked(question, heads.draw, votes);
  return { votes, ties, options: order.map(([code, rank]) => ({ code, rank, votes: votes[code] })) };
}

function choose(question, piles, heads) {
  const { ties, options } = byVotes(question, piles, heads);
  return { most: question.most, ties, options };
}

function yesNo(question, piles, heads, counts) {
  const { votes, ties, options } = byVotes(question, piles, heads);
  const { base = "decided", share = "1/2", more = true } = question.settings;
  counts.yes = votes.yes;
  const size = { ...counts, decided: votes.yes + votes.no }[base];
  const [above, under] = ratio(share);
  const least = more ? Number((above * BigInt(size)) / under) + 1 : ceiling(share, size);
  const needed = Math.max(1, least);
  const majority = { base, more, share, size, needed, reached: votes.yes >= needed };
  const bound = quorum(question, counts);
  return { majority, adopted: majority.reached && (!bound || bound.reached), ties, options };
}

// Whether totals without their ballots can be: all that follows from them is computed again.
function possibleVotes(question, result) {
  const votes = Object.fromEntries((result.options ?? []).map((option) => [option.code, option.votes]));
  if (question.options.some((option) => !Number.isSafeInteger(votes[option.code]))) return false;
  const { order, ties } = ranked(question, result.draw, votes);
  const options = order.map(([code, rank]) => ({ code, rank, votes: votes[code] }));
  const given = Object.values(votes), all = given.reduce((sum, each) => sum + each, 0);
  return canonical([options, ties]) === canonical([result.options, result.ties])
    && result.expressed <= all && all <= result.expressed * question.most && Math.max(...given) <= result.expressed;
}

export function isPossible(question, result, count, seats, seed) {
  const { blank, options } = result;
  if (!Number.isSafeInteger(blank) || blank < 0 || blank > count || (blank && !question.blank) || !Array.isArray(options)) return false;
  // What follows from the totals alone is that of a count without a ballot, but for the numbers.
  const empty = countQuestion(question, [], seats, seed), expressed = count - blank;
  const yes = options.find((each) => each?.code === "yes")?.votes ?? 0;
  const heads = { ...empty, ballots: count, blank, expressed, quorum: quorum(question, { seats, ballots: count, expressed, yes }) };
  const same = ["question", "rule", "seats", "ballots", "blank", "expressed", "draw", "quorum"]
    .every((key) => canonical(result[key] ?? null) === canonical(heads[key] ?? null));
  const keys = (value) => Object.keys(value).sort().join();
  const offered = codesOf(question).sort().join() === options.map((each) => String(each?.code)).sort().join();
  return same && offered && keys(result) === keys(empty) && (RULES[question.rule].possible?.(question, result) ?? true);
}

export const RULES = {
  "yes-no": { shape: "approvals", count: yesNo, possible: possibleVotes },
  choose: { shape: "approvals", count: choose, possible: possibleVotes },
  approval: { shape: "approvals", count: choose, possible: possibleVotes },
  score: { shape: "grades", count: score, scale: scoreScale },
  "majority-judgement": { shape: "grades", count: majorityJudgement, scale: wordScale },
  borda: { shape: "ranking", count: borda },
  schulze: { shape: "ranking", count: schulze },
  "ranked-pairs": { shape: "ranking", count: rankedPairs },
  "instant-runoff": { shape: "ranking", count: instantRunoff, byLot: true },
  "stv-scottish": { shape: "ranking", count: scottish, byLot: true },
  "stv-meek": { shape: "ranking", count: meek, byLot: true },
};
