// Ballots, marks, checkpoints and the count: one reading of each box, then what follows from it.
import { digest, encode } from "./bytes.js";
import { canonical, H, is, lines, shape } from "./file.js";
import { seedOf } from "./counting.js";
import { countQuestion, isLegal, isPossible, RULES } from "./rules.js";
import { distinct, entries, equal, marksOf, slugs, sorted, stretch } from "./reading.js";
import { closesAt } from "./announced.js";

// One reading of each box; what later checks need of it is kept in `counted`.
export function checkBallots(pack, counted, found, tell) {
  const nonces = new Set();
  const kinds = { choices: Array.isArray, nonce: is.nonce, tracker: is.tracker, version: is.count };
  pack.vote.questions.forEach((question, place) => {
    const name = `ballots/${question.slug}.jsonl`, reference = `${pack.vote.slug}/${question.slug}`;
    const box = { trackers: [], hashes: new Map(), versions: new Map(), choices: [] };
    const first = {}, own = new Set();
    let copied = false;
    for (const ballot of lines(pack.members.get(name), name)) {
      const { choices, nonce, tracker, version } = shape(ballot, name, kinds);
      if (isLegal(question, choices)) box.choices.push(choices);
      else first.illegal = { times: (first.illegal?.times ?? 0) + 1, first: first.illegal?.first ?? tracker };
      if (version < 1 || (version > 1 && !pack.vote.changes)) first.version ??= tracker;
      if (nonces.has(nonce)) first.elsewhere ??= nonce.slice(0, 12);
      copied ||= nonces.has(nonce) || own.has(nonce);
      own.add(nonce);
      box.trackers.push(tracker);
      const hash = H("livret-checkpoint-v1", reference, tracker, version, choices, nonce);
      box.hashes.set(hash, tracker);
      if (version > 1) box.versions.set(hash, version);
    }
    const here = { question: question.slug };
    if (first.illegal) found("ballots.choice-illegal", { ...here, ...first.illegal, reason: question.rule });
    if (!sorted(box.trackers)) found("ballots.not-sorted", here);
    if (!distinct(box.trackers)) found("ballots.tracker-repeated", { ...here, first: box.trackers.find((each, at) => box.trackers.indexOf(each) !== at) });
    if (first.elsewhere) found("ballots.in-two-questions", { ...here, first: first.elsewhere });
    if (copied) found("ballots.nonce-repeated", here);
    if (first.version) found("ballots.version-wrong", { ...here, first: first.version });
    for (const nonce of own) nonces.add(nonce);
    counted.set(question.slug, box);
    tell((place + 1) / pack.vote.questions.length);
  });
}

export function checkMarks(pack, counted, found) {
  if (!equal(pack.marks.questions.map((each) => each.question), slugs(pack))) found("marks.questions-differ");
  const onRoll = new Set(pack.roll.commitments);
  for (const { question, count, hidden, seats } of pack.marks.questions) {
    const ballots = counted.get(question)?.trackers.length ?? 0;
    if (count > pack.roll.seats) found("marks.more-than-seats", { question, times: count });
    const strangers = seats.filter((seat) => !onRoll.has(seat));
    if (strangers.length) found("marks.not-on-roll", { question, times: strangers.length, first: strangers[0].slice(0, 12) });
    if (!distinct(seats)) found("marks.repeated", { question });
    if (!sorted(seats)) found("marks.not-sorted", { question });
    if (hidden !== count < 10 || (hidden && (seats.length || ballots))) found("marks.hidden-wrongly", { question, least: 10 });
    if (hidden) continue;
    if (seats.length !== count) found("marks.count-differs", { question, count, listed: seats.length });
    if (seats.length !== ballots) found("marks.not-equal-ballots", { question, marks: seats.length, ballots });
  }
}

export function checkCheckpoints(pack, counted, found) {
  const known = new Set(slugs(pack));
  for (const { question } of pack.checkpoints) if (!known.has(question)) found("checkpoints.other-question", { question });
  const announced = entries(pack, "vote.checkpoint");
  const listed = { announced: announced.length, listed: pack.checkpoints.length };
  if (listed.announced > listed.listed) found("checkpoints.missing", listed);
  if (listed.announced < listed.listed) found("checkpoints.not-announced", listed);
  pack.checkpoints.slice(0, announced.length).forEach((line, place) => {
    const { at, facts, seq } = announced[place];
    const { question, number, hashes } = line;
    const expected = { digest: digest(encode(canonical(line))), hashes: hashes.length, number, question, vote: pack.vote.slug };
    if (!equal(facts, expected) || at < line.at) found("checkpoints.differ", { question, number, seq });
  });
  if (!equal(pack.replaced.map((each) => each.question), slugs(pack))) found("replaced.questions-differ");
  for (const question of slugs(pack)) checkOpened(pack, question, counted.get(question), found);
}

function checkOpened(pack, question, box, found) {
  const taken = pack.checkpoints.filter((each) => each.question === question);
  if (taken.some((each, at) => each.number !== at + 1)) found("checkpoints.numbers-wrong", { question });
  taken.forEach(({ at, hashes, number }, place) => {
    const before = taken[place - 1]?.at;
    const final = place === taken.length - 1 && at >= closesAt(pack);
    if (!sorted(hashes)) found("checkpoints.not-sorted", { question, number });
    if (at < (before ?? pack.vote.opens_at)) found("checkpoints.outside-vote", { question, number });
    if (hashes.length < (final ? 1 : 20)) found("checkpoints.too-small", { question, number, hashes: hashes.length });
    if (before && !final && stretch(before, at) < 900) found("checkpoints.too-close", { question, number });
  });
  const all = taken.flatMap((each) => each.hashes);
  const hashes = new Set(all);
  if (hashes.size !== all.length) found("checkpoints.hash-repeated", { question });
  const gone = pack.replaced.find((each) => each.question === question)?.hashes ?? [];
  if (!sorted(gone) || !distinct(gone)) found("replaced.not-sorted", { question });
  const unknown = gone.filter((each) => !hashes.has(each));
  if (unknown.length) found("replaced.unknown", { question, times: unknown.length });
  if (gone.length && !pack.vote.changes) found("replaced.not-allowed", { question, times: gone.length });
  const left = new Set(gone), marks = marksOf(pack, question);
  const kept = [...hashes].filter((each) => !left.has(each));
  if (marks?.hidden) {
    const most = Math.max(0, ...taken.map((each) => each.hashes.length));
    if (kept.length !== marks.count || most > marks.count) found("checkpoints.hidden-count", { question, count: marks.count });
    return;
  }
  const unopened = kept.filter((each) => !box.hashes.has(each)).sort();
  const missing = [...box.hashes].filter(([hash]) => !hashes.has(hash)).map(([, tracker]) => tracker);
  if (unopened.length) found("checkpoints.never-opened", { question, times: unopened.length, first: unopened[0].slice(0, 12) });
  if (missing.length) found("checkpoints.ballot-missing", { question, times: missing.length, first: missing[0] });
  if (gone.some((each) => box.hashes.has(each))) found("replaced.opened-too", { question });
  if (!explained(taken, left, box.versions)) found("replaced.too-many", { question, times: gone.length, changes: box.versions.size });
}

// Whether changes explain what was replaced: a ballot is at most once in a checkpoint, so its versions explain one
// hash of each earlier one. From the last checkpoint back, whoever can still explain most does so first.
function explained(taken, gone, versions) {
  const waiting = new Map(versions);
  let can = [];
  for (let place = taken.length - 1; place >= 0; place--) {
    const hashes = new Set(taken[place].hashes);
    const needed = [...hashes].filter((each) => gone.has(each)).length;
    can = can.filter(Boolean).sort((one, other) => other - one);
    if (needed > can.length) return false;
    can = can.map((each, rank) => (rank < needed ? each - 1 : each));
    for (const own of hashes) if (waiting.has(own)) can.push(Math.min(waiting.get(own) - 1, place));
    for (const own of hashes) waiting.delete(own);
  }
  return true;
}

export function checkTally(pack, counted, found) {
  const { results, seats } = pack.tally;
  if (!equal(results.map((each) => each.question ?? null), slugs(pack))) found("tally.questions-differ");
  if (seats !== pack.roll.seats) found("tally.seats-differ", { seats, roll: pack.roll.seats });
  const own = digest(pack.members.get("vote.json"));
  for (const question of pack.vote.questions) {
    const result = results.find((each) => each.question === question.slug);
    const hidden = marksOf(pack, question.slug)?.hidden;
    if (!result || !RULES[question.rule]) continue;
    if (hidden) {
      const { count } = marksOf(pack, question.slug);
      const seed = seedOf(`${pack.vote.slug}/${question.slug}`, pack.roll.root, own);
      if (!isPossible(question, result, count, pack.roll.seats, seed)) found("tally.impossible", { question: question.slug });
      continue;
    }
    const seed = seedOf(`${pack.vote.slug}/${question.slug}`, pack.roll.root, own);
    const again = countQuestion(question, counted.get(question.slug).choices, pack.roll.seats, seed);
    const keys = Object.keys({ ...again, ...result }).filter((key) => canonical(again[key] ?? null) !== canonical(result[key] ?? null));
    if (keys.length) found("tally.differs", { question: question.slug, fields: keys.join(", ") });
  }
}
