// Every check of the format page, in its order; each runs whatever the ones before it found.
import { digest, sha256 } from "./bytes.js";
import { is, lines, unpack } from "./file.js";
import { RULES } from "./rules.js";
import { read } from "./reading.js";
import { checkChain, checkFile, checkRemarks, checkSeal, checkVote } from "./announced.js";
import { checkRoll } from "./roll.js";
import { checkBallots, checkCheckpoints, checkMarks, checkTally } from "./boxes.js";
import { checkAnchors, findReceipt } from "./anchors.js";

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
      ...pack.journal.filter(({ code, facts }) => code === "vote.suspended" && facts.vote === pack.vote.slug)
        .map(({ at, seq }) => ({ code: "vote.was-suspended", facts: { seq, at } })),
      ...notCounted.map((each) => ({ code: "tally.not-counted", facts: { question: each.slug, rule: each.rule } })),
      ...outside.notes,
    ],
    receipts: codes.map((code) => findReceipt(pack, code)),
  };
}
