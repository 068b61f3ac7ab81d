// Every check of the format page, in its order; each runs whatever the ones before it found.
import { digest, encode, hex, sha256, unhex } from "./bytes.js";
import { canonical, H, is, lines, parse, Refused, shape, unpack } from "./file.js";
import { seedOf } from "./counting.js";
import { countQuestion, isLegal, isPossible, RULES } from "./rules.js";

const sorted = (list) => list.every((each, at) => !at || list[at - 1] <= each);
const distinct = (list) => new Set(list).size === list.length;
const equal = (a, b) => canonical(a) === canonical(b);
const stretch = (from, to) => (new Date(to) - new Date(from)) / 1000;

// Reads a pack and checks it. `tell(percent)` is told how far it came; `notes` are lines noted outside,
// `codes` trackers to find.
export function recount(bytes, { notes = "", codes = [], tell = () => {} } = {}) {
  const members = unpack(bytes);
  tell(10);
  const pack = read(members);
  tell(20);
  const groups = [];
  const check = (name, run) => {
    const findings = [];
    run((code, facts = {}) => findings.push({ code, facts }));
    groups.push({ name, findings });
  };
  const counted = new Map();
  check("file", (found) => checkFile(pack, found));
  check("journal", (found) => checkChain(pack, found));
  check("vote", (found) => checkVote(pack, found));
  check("roll", (found) => checkRoll(pack, found));
  tell(30);
  check("ballots", (found) => checkBallots(pack, counted, found, (part) => tell(30 + 50 * part)));
  check("marks", (found) => checkMarks(pack, counted, found));
  check("checkpoints", (found) => checkCheckpoints(pack, counted, found));
  tell(90);
  check("seal", (found) => checkSeal(pack, found));
  check("tally", (found) => checkTally(pack, counted, found));
  check("remarks", (found) => checkRemarks(pack, found));
  const outside = { matched: 0, notes: [] };
  if (notes.trim()) check("anchors", (found) => checkAnchors(pack, notes, outside, found));
  tell(100);
  const notCounted = pack.vote.questions.filter((question) => !RULES[question.rule]);
  return {
    sha256: digest(bytes), vote: pack.vote, results: pack.tally.results, head: pack.journal.at(-1) ?? null,
    groups, matched: outside.matched, notes: [
      ...pack.marks.questions.filter((each) => each.hidden)
        .map((each) => ({ code: "question.hidden", facts: { question: each.question, count: each.count } })),
      ...notCounted.map((each) => ({ code: "tally.not-counted", facts: { question: each.slug, rule: each.rule } })),
      ...outside.notes,
    ],
    receipts: codes.map((code) => findReceipt(pack, code)),
  };
}

function read(members) {
  const order = [...members.keys()];
  const document = (name) => {
    if (!members.has(name)) throw new Refused("pack.member-missing", { member: name });
    return parse(members.get(name), name);
  };
  const manifest = document("manifest.json");
  if (manifest?.format !== "livret-pack" || !is.count(manifest?.version)) throw new Refused("pack.version-unknown");
  if (manifest.version !== 2) throw new Refused(manifest.version === 1 ? "pack.version-old" : "pack.version-unknown");
  const listed = (value) => Boolean(shape(value, "manifest.json", { name: is.text, sha256: is.digest, size: is.count }));
  shape(manifest, "manifest.json", { format: is.text, members: is.list(listed), version: is.count, vote: is.slug });
  const vote = readVote(document("vote.json"));
  const boxes = vote.questions.map((question) => `ballots/${question.slug}.jsonl`);
  const names = ["manifest.json", "vote.json", "roll.json", "marks.json", "checkpoints.jsonl", "replaced.jsonl",
    ...boxes, "tally.json", "journal.jsonl", "remarks.jsonl"];
  for (const name of names) if (!members.has(name)) throw new Refused("pack.member-missing", { member: name });
  for (const name of order) if (!names.includes(name)) throw new Refused("pack.member-unexpected", { member: name });
  if (!equal(order, names)) throw new Refused("pack.members-out-of-order");
  const rows = (name, kinds) => [...lines(members.get(name), name)].map((row) => shape(row, name, kinds));
  const marked = (value) => Boolean(shape(value, "marks.json",
    { count: is.count, hidden: is.flag, question: is.slug, seats: is.list(is.digest) }));
  return {
    members, manifest, vote,
    roll: readRoll(document("roll.json")),
    marks: shape(document("marks.json"), "marks.json", { questions: is.list(marked), vote: is.slug }),
    checkpoints: rows("checkpoints.jsonl", { at: is.moment, hashes: is.list(is.digest), number: is.count, question: is.slug }),
    replaced: rows("replaced.jsonl", { hashes: is.list(is.digest), question: is.slug }),
    tally: shape(document("tally.json"), "tally.json", { results: is.list(is.object), seats: is.count, vote: is.slug }),
    journal: rows("journal.jsonl", { actor: is.text, at: is.moment, code: is.text, digest: is.digest, facts: is.object,
      office: is.text, previous: is.digest, seq: is.count }),
    remarks: rows("remarks.jsonl", { at: is.moment, author: is.text, number: is.count, text: is.text }),
  };
}

function readVote(vote) {
  // Keys may be added by later pages of the format: those that are used here must be there and be right.
  const needed = is.object(vote) && is.slug(vote.slug) && is.text(vote.title) && vote.mode === "open-book"
    && is.flag(vote.changes) && is.moment(vote.opens_at) && is.moment(vote.closes_at)
    && vote.opens_at < vote.closes_at && Array.isArray(vote.questions) && vote.questions.length > 0
    && vote.questions.length <= 200;
  if (!needed) throw new Refused("pack.malformed", { member: "vote.json", where: "vote.json" });
  vote.questions.forEach((question, at) => {
    const codes = Array.isArray(question?.options) ? question.options.map((option) => option?.code) : [];
    const fits = is.object(question) && is.slug(question.slug) && question.number === at + 1 && is.text(question.text)
      && is.text(question.rule) && is.object(question.settings) && is.count(question.most) && is.flag(question.blank)
      && codes.length > 0 && codes.length <= 500 && codes.every(is.slug) && distinct(codes) && !codes.includes("blank")
      && question.options.every((option) => is.text(option.text) && is.maybe(is.digest)(option.digest))
      && question.most >= 1 && question.most <= codes.length;
    if (!fits) throw new Refused("pack.vote-illegal", { member: "vote.json", reason: question?.slug ?? at + 1 });
  });
  if (!distinct(vote.questions.map((question) => question.slug))) throw new Refused("pack.vote-illegal", { member: "vote.json", reason: "slug" });
  return vote;
}

function readRoll(roll) {
  const fits = is.object(roll) && is.list(is.digest)(roll.commitments) && is.day(roll.cutoff_on) && is.digest(roll.root)
    && is.count(roll.seats) && is.slug(roll.vote)
    && is.list((each) => is.object(each) && is.slug(each.group) && is.count(each.seats))(roll.groups)
    && is.object(roll.conditions) && is.text(roll.urgent)
    && is.list((each) => is.object(each) && ["accepted", "filed", "refused"].every((name) => is.count(each[name])))(roll.claims);
  if (!fits) throw new Refused("pack.malformed", { member: "roll.json", where: "roll.json" });
  return roll;
}

const entries = (pack, code) => pack.journal.filter((each) => each.code === code && each.facts.vote === pack.vote.slug);
const slugs = (pack) => pack.vote.questions.map((question) => question.slug);
const marksOf = (pack, slug) => pack.marks.questions.find((each) => each.question === slug);

function checkFile(pack, found) {
  const others = [...pack.members.keys()].slice(1);
  if (!equal(pack.manifest.members.map((each) => each.name), others)) found("manifest.members-differ");
  for (const { name, sha256: listed, size } of pack.manifest.members) {
    const member = pack.members.get(name);
    if (member && (member.length !== size || digest(member) !== listed)) found("manifest.digest-differs", { member: name });
  }
  const named = { "manifest.json": pack.manifest, "roll.json": pack.roll, "marks.json": pack.marks, "tally.json": pack.tally };
  for (const [member, { vote }] of Object.entries(named)) {
    if (vote !== pack.vote.slug) found("vote.another", { member, vote });
  }
}

function checkChain(pack, found) {
  let previous = "0".repeat(64), at = "";
  for (const [place, entry] of pack.journal.entries()) {
    const { digest: own, ...body } = entry;
    const seq = place + 1;
    if (entry.seq !== seq) return found("journal.gap", { seq });
    if (entry.previous !== previous) return found("journal.chain-broken", { seq });
    if (digest(encode(canonical(body))) !== own) return found("journal.entry-changed", { seq });
    if (entry.at < at) return found("journal.time-backwards", { seq });
    [previous, at] = [own, entry.at];
  }
}

function checkVote(pack, found) {
  const { vote } = pack;
  const facts = { closes_at: vote.closes_at, digest: digest(pack.members.get("vote.json")), opens_at: vote.opens_at, vote: vote.slug };
  const announced = entries(pack, "vote.scheduled");
  const last = announced.at(-1);
  if (!last) found("vote.not-scheduled");
  if (last && last.facts.digest !== facts.digest) found("vote.digest-differs", { seq: last.seq });
  if (last && (last.facts.opens_at !== facts.opens_at || last.facts.closes_at !== facts.closes_at)) found("vote.times-differ", { seq: last.seq });
  announced.forEach((entry, place) => {
    const limits = [entry.facts.opens_at, announced[place - 1]?.facts.opens_at].filter(Boolean);
    if (limits.some((limit) => entry.at > limit)) found("vote.scheduled-late", { seq: entry.seq });
  });
  checkSignatures(pack, last, found);
  checkExtensions(pack, found);
  if (vote.rehearsal) found("vote.rehearsal");
  const opened = entries(pack, "vote.opened");
  if (opened.length > 1) found("vote.opened-twice", { seq: opened.at(-1).seq });
  for (const entry of opened) {
    if (!equal(entry.facts, facts)) found("vote.opened-differs", { seq: entry.seq });
    if (entry.at < vote.opens_at) found("vote.opened-early", { seq: entry.seq });
  }
  const frozen = new Set(pack.journal.filter((each) => each.code === "booklet.frozen").map((each) => each.facts.digest));
  for (const question of vote.questions) {
    if (question.subject && !frozen.has(question.subject.digest)) found("question.booklet-not-frozen", { question: question.slug });
  }
}

function checkSignatures(pack, confirmed, found) {
  if (!confirmed) return;
  const draft = entries(pack, "vote.drafted").filter((each) => each.seq < confirmed.seq).at(-1);
  if (!draft) return found("vote.draft-missing", { seq: confirmed.seq });
  const digests = Object.fromEntries(pack.vote.questions.map((question) => [question.slug, digest(encode(canonical(question)))]));
  if (!equal(draft.facts.questions ?? null, digests)) found("vote.draft-differs", { seq: draft.seq });
  if (draft.actor === confirmed.actor) found("vote.signed-alone", { seq: confirmed.seq });
}

function checkExtensions(pack, found) {
  let closes = pack.vote.closes_at;
  for (const { at, facts, seq } of entries(pack, "vote.extended")) {
    const until = String(facts.until);
    if (at >= closes) found("vote.extended-late", { seq });
    if (facts.before !== closes || until <= closes) found("vote.extended-wrong", { seq });
    if (until > closes) closes = until;
  }
}

// The close that binds: that of vote.json, or a later one that the journal announced.
const closesAt = (pack) => [pack.vote.closes_at, ...entries(pack, "vote.extended").map((each) => String(each.facts.until))].sort().at(-1);

function merkleRoot(commitments) {
  if (!commitments.length) return digest(new Uint8Array());
  let level = commitments.map((each) => sha256(Uint8Array.of(0, ...unhex(each))));
  while (level.length > 1) {
    const next = [];
    for (let at = 0; at + 1 < level.length; at += 2) next.push(sha256(Uint8Array.of(1, ...level[at], ...level[at + 1])));
    if (level.length % 2) next.push(level.at(-1));
    level = next;
  }
  return hex(level[0]);
}

function checkRoll(pack, found) {
  const { roll } = pack;
  if (merkleRoot(roll.commitments) !== roll.root) found("roll.root-differs");
  if (roll.commitments.length !== roll.seats) found("roll.seats-wrong", { seats: roll.seats, listed: roll.commitments.length });
  if (roll.groups.reduce((sum, each) => sum + each.seats, 0) !== roll.seats) found("roll.groups-wrong");
  if (!sorted(roll.commitments)) found("roll.not-sorted");
  if (!distinct(roll.commitments)) found("roll.seat-repeated");
  checkClaims(pack, found);
  const frozen = entries(pack, "vote.roll-frozen").at(-1);
  if (!frozen) return found("roll.not-frozen");
  const corrected = entries(pack, "vote.roll-corrected").filter((each) => each.seq > frozen.seq);
  const { facts, seq } = corrected.at(-1) ?? frozen;
  for (const name of ["root", "seats", "groups", "cutoff_on", "conditions", "urgent"]) {
    const same = facts[name] !== undefined && equal(facts[name], roll[name]);
    if (!same) found(`roll.${name.replace("_on", "")}-not-announced`, { seq });
  }
  if (frozen.at > pack.vote.opens_at) found("roll.frozen-late", { seq: frozen.seq });
  if (!roll.urgent && stretch(frozen.at, pack.vote.opens_at) < 72 * 3600) found("roll.notice-too-short", { seq: frozen.seq });
  const told = entries(pack, "vote.roll-announced").filter((each) => each.seq < frozen.seq).at(-1);
  const { vote, cutoff_on, conditions, urgent } = roll;
  if (!told || !equal(told.facts, { vote, cutoff_on, conditions, urgent })) found("roll.not-announced", { seq: frozen.seq });
  checkCorrections(pack, frozen, corrected, found);
}

function checkCorrections(pack, frozen, corrected, found) {
  let before = frozen, moved = 0;
  const amount = (value) => (is.count(value) ? value : 0);
  for (const entry of corrected) {
    const { added, removed, previous, reason, seats } = entry.facts;
    const right = amount(before.facts.seats) + amount(added) - amount(removed);
    if (previous !== before.facts.root || seats !== right || !String(reason ?? "").trim()) found("roll.correction-broken", { seq: entry.seq });
    if (entry.at >= pack.vote.opens_at) found("roll.corrected-late", { seq: entry.seq });
    moved += amount(added) + amount(removed);
    before = entry;
  }
  const most = Math.max(10, Math.floor(amount(frozen.facts.seats) / 100));
  if (moved > most) found("roll.corrected-too-much", { moved, most });
}

function checkClaims(pack, found) {
  const answered = entries(pack, "claim.answered").filter((each) => each.at < pack.vote.opens_at);
  const tally = new Map();
  const add = (kind, outcome, times) => tally.set(`${kind} ${outcome}`, (tally.get(`${kind} ${outcome}`) ?? 0) + times);
  for (const { facts } of answered) add(facts.kind, facts.outcome, 1);
  for (const each of pack.roll.claims) {
    add(each.kind, "accepted", -each.accepted);
    add(each.kind, "refused", -each.refused);
  }
  const over = pack.roll.claims.some((each) => each.accepted + each.refused > each.filed);
  if (over || [...tally.values()].some(Boolean)) found("roll.claims-differ", { answered: answered.length });
}

// One reading of each box; what later checks need of it is kept in `counted`.
function checkBallots(pack, counted, found, tell) {
  const elsewhere = new Set(), nonces = new Set();
  const kinds = { choices: Array.isArray, nonce: is.nonce, tracker: is.tracker, version: is.count };
  pack.vote.questions.forEach((question, place) => {
    const name = `ballots/${question.slug}.jsonl`, reference = `${pack.vote.slug}/${question.slug}`;
    const box = { trackers: [], hashes: new Map(), choices: [], changes: 0 };
    const first = {};
    let copied = false;
    for (const ballot of lines(pack.members.get(name), name)) {
      const { choices, nonce, tracker, version } = shape(ballot, name, kinds);
      if (isLegal(question, choices)) box.choices.push(choices);
      else first.illegal = { times: (first.illegal?.times ?? 0) + 1, first: first.illegal?.first ?? tracker };
      if (version < 1 || (version > 1 && !pack.vote.changes)) first.version ??= tracker;
      if (elsewhere.has(tracker)) first.elsewhere ??= tracker;
      copied ||= nonces.has(nonce);
      nonces.add(nonce);
      box.changes += Math.max(version - 1, 0);
      box.trackers.push(tracker);
      box.hashes.set(H("livret-checkpoint-v1", reference, tracker, version, choices, nonce), tracker);
    }
    const here = { question: question.slug };
    if (first.illegal) found("ballots.choice-illegal", { ...here, ...first.illegal, reason: question.rule });
    if (!sorted(box.trackers)) found("ballots.not-sorted", here);
    if (!distinct(box.trackers)) found("ballots.tracker-repeated", { ...here, first: box.trackers.find((each, at) => box.trackers.indexOf(each) !== at) });
    if (first.elsewhere) found("ballots.in-two-questions", { ...here, first: first.elsewhere });
    if (copied) found("ballots.nonce-repeated", here);
    if (first.version) found("ballots.version-wrong", { ...here, first: first.version });
    for (const tracker of box.trackers) elsewhere.add(tracker);
    counted.set(question.slug, box);
    tell((place + 1) / pack.vote.questions.length);
  });
}

function checkMarks(pack, counted, found) {
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

function checkCheckpoints(pack, counted, found) {
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
  const left = new Set(gone), marks = marksOf(pack, question);
  const kept = [...hashes].filter((each) => !left.has(each));
  if (marks?.hidden) {
    if (kept.length !== marks.count) found("checkpoints.hidden-count", { question, count: marks.count });
    return;
  }
  const unopened = kept.filter((each) => !box.hashes.has(each)).sort();
  const missing = [...box.hashes].filter(([hash]) => !hashes.has(hash)).map(([, tracker]) => tracker);
  if (unopened.length) found("checkpoints.never-opened", { question, times: unopened.length, first: unopened[0].slice(0, 12) });
  if (missing.length) found("checkpoints.ballot-missing", { question, times: missing.length, first: missing[0] });
  if (gone.some((each) => box.hashes.has(each))) found("replaced.opened-too", { question });
  if (gone.length > box.changes) found("replaced.too-many", { question, times: gone.length, changes: box.changes });
}

function checkSeal(pack, found) {
  const sealed = entries(pack, "vote.sealed");
  if (!sealed.length) return found("sealed.missing");
  const entry = sealed.at(-1), { facts, seq } = entry;
  const own = (name) => digest(pack.members.get(name));
  if (sealed.length > 1) found("sealed.twice", { seq });
  if (entry !== pack.journal.at(-1)) found("sealed.not-last", { seq });
  if (entry.at < closesAt(pack)) found("sealed.early", { seq });
  if (facts.marks !== own("marks.json")) found("sealed.marks-differ", { seq });
  if (facts.tally !== own("tally.json")) found("sealed.tally-differs", { seq });
  if (facts.replaced !== own("replaced.jsonl")) found("sealed.replaced-differs", { seq });
  const rows = Array.isArray(facts.questions) ? facts.questions : [];
  if (!equal(rows.map((row) => row?.question ?? null), slugs(pack))) found("sealed.questions-differ", { seq });
  for (const question of slugs(pack)) {
    const row = rows.find((each) => each?.question === question);
    if (row && row.ballots !== marksOf(pack, question)?.count) found("sealed.count-differs", { question, seq });
    if (row && row.digest !== own(`ballots/${question}.jsonl`)) found("sealed.ballots-differ", { question, seq });
  }
}

function checkTally(pack, counted, found) {
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
      if (!isPossible(question, result, count, pack.roll.seats)) found("tally.impossible", { question: question.slug });
      continue;
    }
    const seed = seedOf(`${pack.vote.slug}/${question.slug}`, pack.roll.root, own);
    const again = countQuestion(question, counted.get(question.slug).choices, pack.roll.seats, seed);
    const keys = Object.keys({ ...again, ...result }).filter((key) => canonical(again[key] ?? null) !== canonical(result[key] ?? null));
    if (keys.length) found("tally.differs", { question: question.slug, fields: keys.join(", ") });
  }
}

function checkRemarks(pack, found) {
  const announced = entries(pack, "vote.remarked");
  const listed = { announced: announced.length, listed: pack.remarks.length };
  if (pack.remarks.some((each, at) => each.number !== at + 1)) found("remarks.numbers-wrong");
  if (listed.announced > listed.listed) found("remarks.missing", listed);
  if (listed.announced < listed.listed) found("remarks.not-announced", listed);
  pack.remarks.slice(0, announced.length).forEach((remark, place) => {
    const { actor, facts, seq } = announced[place];
    const expected = { digest: digest(encode(canonical(remark))), number: remark.number, vote: pack.vote.slug };
    if (!equal(facts, expected) || actor !== remark.author) found("remarks.differ", { number: remark.number, seq });
  });
}

const NOTE = /^(?:head(?:\s+(?<seq>\d{1,15}))?|(?<kind>root|vote)\s+(?<vote>[a-z0-9-]{1,80})|checkpoint\s+(?<of>[a-z0-9-]{1,80})\s+(?<question>[a-z0-9-]{1,80})\s+(?<number>\d{1,15}))\s+(?<noted>[0-9a-fA-F]{64})$/;

function checkAnchors(pack, notes, outside, found) {
  const place = new Map(pack.journal.map((entry, at) => [entry.digest, at + 1]));
  const actual = { root: pack.roll.root, vote: digest(pack.members.get("vote.json")) };
  notes.split("\n").forEach((line, at) => {
    const written = line.trim();
    if (!written || written.startsWith("#")) return;
    const note = NOTE.exec(written)?.groups;
    if (!note) throw new Refused("anchors.unreadable", { line: at + 1 });
    const own = note.noted.toLowerCase(), seq = note.seq && Number(note.seq), facts = { noted: own.slice(0, 12) };
    const vote = note.vote ?? note.of;
    if (vote && vote !== pack.vote.slug) return outside.notes.push({ code: "anchor.other-vote", facts: { vote } });
    if (note.kind) return own === actual[note.kind] ? outside.matched++ : found(`anchor.${note.kind}-differs`, facts);
    if (note.of) {
      const number = Number(note.number), { question } = note;
      const line = pack.checkpoints.find((each) => each.question === question && each.number === number);
      if (line && digest(encode(canonical(line))) === own) outside.matched++;
      else found("anchor.checkpoint-differs", { question, number, ...facts });
    } else if (seq > pack.journal.length) {
      outside.notes.push({ code: "anchor.head-after-pack", facts: { seq, last: pack.journal.length } });
    } else if (!place.has(own)) found("anchor.head-not-found", { head: own.slice(0, 12) });
    else if (seq !== undefined && seq !== place.get(own)) found("anchor.head-elsewhere", { head: own.slice(0, 12), seq });
    else outside.matched++;
  });
}

// The ballots of a tracker, in words; none is for the page to say.
function findReceipt(pack, typed) {
  const tracker = typed.toUpperCase().replace(/[^A-Z0-9]/g, "");
  const ballots = [];
  for (const question of pack.vote.questions) {
    const name = `ballots/${question.slug}.jsonl`;
    const texts = new Map(question.options.map((option) => [option.code, option.text]));
    for (const ballot of lines(pack.members.get(name), name)) {
      if (ballot.tracker !== tracker) continue;
      const say = (choice) => (Array.isArray(choice) ? `${texts.get(choice[0])} : ${choice[1]}` : texts.get(choice) ?? choice);
      ballots.push({ number: question.number, version: ballot.version, choices: ballot.choices.map(say) });
    }
  }
  return { tracker, ballots };
}
