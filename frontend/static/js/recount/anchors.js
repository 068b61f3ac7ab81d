// What somebody noted outside, and the ballot somebody looks for.
import { digest, encode } from "./bytes.js";
import { canonical, is, lines, Refused } from "./file.js";
import { entries } from "./reading.js";

const NOTE = /^(?:head(?:\s+(?<seq>\d{1,15}))?|(?<kind>root|vote|sealed)\s+(?<vote>[a-z0-9-]{1,80})|checkpoint\s+(?<of>[a-z0-9-]{1,80})\s+(?<question>[a-z0-9-]{1,80})\s+(?<number>\d{1,15}))\s+(?<noted>[0-9a-fA-F]{64})$/;

export function checkAnchors(pack, notes, outside, found) {
  const place = new Map(pack.journal.map((entry, at) => [entry.digest, at + 1]));
  // A root noted before a public correction: the journal leads from it to the next.
  const told = ["vote.roll-frozen", "vote.roll-corrected"].flatMap((code) => entries(pack, code).map((each) => each.facts.root));
  const actual = { root: [pack.roll.root, ...told], vote: [digest(pack.members.get("vote.json"))],
    sealed: pack.journal.slice(-1).map((entry) => entry.digest) };
  notes.split("\n").forEach((line, at) => {
    const written = line.trim();
    if (!written || written.startsWith("#")) return;
    const note = NOTE.exec(written)?.groups;
    if (!note) throw new Refused("anchors.unreadable", { line: at + 1 });
    const own = note.noted.toLowerCase(), seq = note.seq && Number(note.seq), facts = { noted: own.slice(0, 12) };
    const vote = note.vote ?? note.of;
    if (vote && vote !== pack.vote.slug) return outside.notes.push({ code: "anchor.other-vote", facts: { vote } });
    if (note.kind) return actual[note.kind].includes(own) ? outside.matched++ : found(`anchor.${note.kind}-differs`, facts);
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
export function findReceipt(pack, typed) {
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
