// Is the roll the one that was announced, with its corrections and what became of claims?
import { digest, hex, sha256, unhex } from "./bytes.js";
import { is } from "./file.js";
import { distinct, entries, equal, sorted, stretch } from "./reading.js";

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

export function checkRoll(pack, found) {
  const { roll } = pack;
  if (merkleRoot(roll.commitments) !== roll.root) found("roll.root-differs");
  if (roll.commitments.length !== roll.seats) found("roll.seats-wrong", { seats: roll.seats, listed: roll.commitments.length });
  if (roll.groups.reduce((sum, each) => sum + each.seats, 0) !== roll.seats) found("roll.groups-wrong");
  if (!sorted(roll.commitments)) found("roll.not-sorted");
  if (!distinct(roll.commitments)) found("roll.seat-repeated");
  checkClaims(pack, found);
  const freezes = entries(pack, "vote.roll-frozen"), frozen = freezes.at(-1);
  if (!frozen) return found("roll.not-frozen");
  if (freezes.length > 1) found("roll.frozen-twice", { seq: frozen.seq });
  const prepared = entries(pack, "vote.roll-prepared").filter((each) => each.seq < frozen.seq).at(-1);
  if (!prepared || prepared.actor === frozen.actor) found("roll.frozen-alone", { seq: frozen.seq });
  else if (["root", "seats"].some((name) => prepared.facts[name] !== frozen.facts[name])) found("roll.frozen-otherwise", { seq: frozen.seq });
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
  if (corrected.length && takenBack(pack.roll.commitments, corrected) !== frozen.facts.root) found("roll.correction-broken", { seq: corrected[0].seq });
  const most = Math.max(10, Math.floor(amount(frozen.facts.seats) / 100));
  if (moved > most) found("roll.corrected-too-much", { moved, most });
}

// The root of the list before all corrections, or null where they do not fit the list.
function takenBack(commitments, corrected) {
  const seats = new Set(commitments);
  for (const { facts } of [...corrected].reverse()) {
    const listed = (name) => {
      const list = facts[`commitments_${name}`];
      const right = Array.isArray(list) && list.every(is.digest) && sorted(list) && distinct(list);
      return right && list.length === facts[name] ? list : null;
    };
    const added = listed("added"), removed = listed("removed");
    if (!added || !removed || added.some((each) => !seats.has(each)) || removed.some((each) => seats.has(each))) return null;
    for (const each of added) seats.delete(each);
    for (const each of removed) seats.add(each);
  }
  return merkleRoot([...seats].sort());
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
  const kinds = pack.roll.claims.map((each) => each.kind);
  const over = pack.roll.claims.some((each) => each.accepted + each.refused > each.filed || !each.filed) || !sorted(kinds) || !distinct(kinds);
  if (over || [...tally.values()].some(Boolean)) found("roll.claims-differ", { answered: answered.length });
}
