// Does the file hold together, does the journal hold as a chain, did it announce this vote as it is?
import { digest, encode, sha256 } from "./bytes.js";
import { canonical, is } from "./file.js";
import { entries, equal, marksOf, slugs, stretch } from "./reading.js";

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
  if (announced.length > 1) found("vote.scheduled-twice", { seq: last.seq });
  if (last && last.facts.digest !== facts.digest) found("vote.digest-differs", { seq: last.seq });
  if (last && (last.facts.opens_at !== facts.opens_at || last.facts.closes_at !== facts.closes_at)) found("vote.times-differ", { seq: last.seq });
  announced.forEach((entry, place) => {
    const limits = [entry.facts.opens_at, announced[place - 1]?.facts.opens_at].filter(Boolean);
    if (limits.some((limit) => entry.at > limit)) found("vote.scheduled-late", { seq: entry.seq });
  });
  for (const entry of ["vote.not-held", "vote.rehearsed", "vote.annulled"]) {
    for (const { seq } of entries(pack, entry)) found("vote.given-up", { seq, entry });
  }
  checkOffices(pack, found);
  checkSignatures(pack, last, found);
  checkExtensions(pack, found);
  checkSuspensions(pack, found);
  if (vote.rehearsal) found("vote.rehearsal");
  const opened = entries(pack, "vote.opened");
  if (opened.length > 1) found("vote.opened-twice", { seq: opened.at(-1).seq });
  for (const entry of opened) {
    if (!equal(entry.facts, facts)) found("vote.opened-differs", { seq: entry.seq });
    if (entry.at < vote.opens_at) found("vote.opened-early", { seq: entry.seq });
  }
  const until = last?.seq ?? pack.journal.length;
  const frozen = pack.journal.filter((each) => each.code === "booklet.frozen" && each.seq < until).map((each) => each.facts);
  const isFrozen = ({ digest, slug, title }) => frozen.some((each) => each.digest === digest && each.booklet === slug && each.title === title);
  for (const question of vote.questions) {
    if (question.subject && !isFrozen(question.subject)) found("question.booklet-not-frozen", { question: question.slug });
  }
}

const ORGANISERS = ["vote.annulled", "vote.outcome-proposed", "vote.reopened", "vote.drafted", "vote.scheduled", "vote.extended", "vote.roll-announced", "vote.roll-prepared", "vote.roll-frozen", "vote.roll-corrected", "claim.answered"];
const CLOCK = ["vote.opened", "vote.checkpoint", "vote.sealed", "vote.suspended"];
const OFFICES = new Map([...ORGANISERS.map((code) => [code, "organiser"]), ...CLOCK.map((code) => [code, "clock"]), ["vote.remarked", "observer"]]);

function checkOffices(pack, found) {
  for (const { code, facts, office, seq } of pack.journal) {
    if (facts.vote === pack.vote.slug && office !== (OFFICES.get(code) ?? office)) found("journal.wrong-office", { seq, office, entry: code });
  }
}

function checkSignatures(pack, confirmed, found) {
  if (!confirmed) return;
  const draft = entries(pack, "vote.drafted").filter((each) => each.seq < confirmed.seq).at(-1);
  if (!draft) return found("vote.draft-missing", { seq: confirmed.seq });
  const digests = Object.fromEntries(pack.vote.questions.map((question) => [question.slug, digest(encode(canonical(question)))]));
  const { changes, questions = null, title } = draft.facts;
  const same = equal(questions, digests) && changes === pack.vote.changes && title === pack.vote.title;
  if (!same) found("vote.draft-differs", { seq: draft.seq });
  if (draft.actor === confirmed.actor) found("vote.signed-alone", { seq: confirmed.seq });
}

function checkExtensions(pack, found) {
  let closes = pack.vote.closes_at;
  for (const { at, code, facts, seq } of moves(pack)) {
    const until = String(facts.until);
    if (code === "vote.reopened") {
      if (until > closes) closes = until;
      continue;
    }
    if (at >= closes) found("vote.extended-late", { seq });
    const reasoned = String(facts.reason ?? "").trim();
    if (facts.before !== closes || until <= closes || !is.moment(facts.until) || !reasoned) found("vote.extended-wrong", { seq });
    if (until > closes) closes = until;
  }
}

// The close that binds: that of vote.json, or a later one that the journal announced.
export const closesAt = (pack) => [pack.vote.closes_at, ...moves(pack).map((each) => String(each.facts.until))].sort().at(-1);

const moves = (pack) => pack.journal.filter(({ code, facts }) => ["vote.extended", "vote.reopened"].includes(code) && facts.vote === pack.vote.slug);

// A suspended vote stands still until two organisers open it again, once, for a day at least.
function checkSuspensions(pack, found) {
  let stands, proposed, closes = pack.vote.closes_at, times = 0;
  for (const { actor, at, code, facts, seq } of pack.journal.filter((each) => each.facts.vote === pack.vote.slug)) {
    if (code === "vote.suspended") [stands, proposed] = [seq, undefined];
    else if (code === "vote.outcome-proposed") proposed = { actor, facts };
    else if (stands && ["vote.checkpoint", "vote.extended"].includes(code)) found("vote.while-suspended", { seq, entry: code });
    else if (code === "vote.reopened") {
      times += 1;
      const reasoned = String(facts.reason ?? "").trim(), moved = is.moment(facts.until) && facts.until > closes;
      const leadsOn = moved && facts.before === closes && reasoned && stretch(at, facts.until) >= 86400;
      if (!stands || times > 1 || !leadsOn) found("vote.reopened-wrong", { seq });
      const same = proposed?.facts.outcome === "reopen" && equal(proposed.facts.until ?? null, facts.until ?? null)
        && equal(proposed.facts.reason ?? null, facts.reason ?? null);
      if (!same || proposed.actor === actor) found("vote.reopened-alone", { seq });
      stands = undefined;
    }
    if (["vote.extended", "vote.reopened"].includes(code) && String(facts.until) > closes) closes = String(facts.until);
  }
  if (stands) found("vote.still-suspended", { seq: stands });
}

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
  if (facts.roll !== own("roll.json")) found("sealed.roll-differs", { seq });
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
