// Does the file hold together, does the journal hold as a chain, did it announce this vote as it is?
import { digest, encode, sha256 } from "./bytes.js";
import { canonical } from "./file.js";
import { entries, equal, marksOf, slugs } from "./reading.js";

export function checkFile(pack, found) {
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

export function checkChain(pack, found) {
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

export function checkVote(pack, found) {
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
export const closesAt = (pack) => [pack.vote.closes_at, ...entries(pack, "vote.extended").map((each) => String(each.facts.until))].sort().at(-1);

export function checkSeal(pack, found) {
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

export function checkRemarks(pack, found) {
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
