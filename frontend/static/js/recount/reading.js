// From members to values of exact shapes; whether they hold together is for the checks to say.
import { digest, sha256 } from "./bytes.js";
import { canonical, is, lines, parse, Refused, shape } from "./file.js";
import { isWording, mayAsk } from "./definition.js";

export const sorted = (list) => list.every((each, at) => !at || list[at - 1] <= each);

export const distinct = (list) => new Set(list).size === list.length;

export const equal = (a, b) => canonical(a) === canonical(b);

export const stretch = (from, to) => (new Date(to) - new Date(from)) / 1000;

export function read(members) {
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
    remarks: rows("remarks.jsonl", { at: is.moment, author: (value) => isWording(value, 200), number: is.count,
      text: (value) => isWording(value, 5000, true) }),
  };
}

function readVote(vote) {
  const kinds = { changes: is.flag, closes_at: is.moment, mode: is.text, opens_at: is.moment, questions: is.list(is.object),
    rehearsal: is.flag, slug: is.slug, title: is.text };
  const needed = shape(vote, "vote.json", kinds) && isWording(vote.title, 500) && vote.mode === "open-book"
    && is.flag(vote.changes) && is.moment(vote.opens_at) && is.moment(vote.closes_at)
    && vote.opens_at < vote.closes_at && Array.isArray(vote.questions) && vote.questions.length > 0
    && vote.questions.length <= 200;
  if (!needed) throw new Refused("pack.malformed", { member: "vote.json", where: "vote.json" });
  const about = (value) => Boolean(shape(value, "vote.json", { digest: is.digest, slug: is.slug, title: is.text }));
  const option = (value) => Boolean(shape(value, "vote.json", { code: is.slug, digest: is.maybe(is.digest), text: is.text }));
  vote.questions.forEach((question, at) => {
    shape(question, "vote.json", { blank: is.flag, kind: is.text, most: is.count, number: is.count, options: is.list(option),
      rule: is.text, settings: is.object, slug: is.slug, statute: is.text, subject: is.maybe(about), text: is.text });
    const codes = Array.isArray(question?.options) ? question.options.map((option) => option?.code) : [];
    const fits = is.object(question) && is.slug(question.slug) && question.number === at + 1 && is.text(question.text)
      && is.text(question.rule) && is.object(question.settings) && is.count(question.most) && is.flag(question.blank)
      && codes.length > 0 && codes.length <= 500 && codes.every(is.slug) && distinct(codes) && !codes.includes("blank")
      && question.options.every((option) => is.text(option.text) && is.maybe(is.digest)(option.digest))
      && question.most >= 1 && question.most <= codes.length && mayAsk(question);
    if (!fits) throw new Refused("pack.vote-illegal", { member: "vote.json", reason: question?.slug ?? at + 1 });
  });
  if (!distinct(vote.questions.map((question) => question.slug))) throw new Refused("pack.vote-illegal", { member: "vote.json", reason: "slug" });
  return vote;
}

function readRoll(roll) {
  const each = (kinds) => is.list((value) => Boolean(shape(value, "roll.json", kinds)));
  const kind = (value) => ["missing", "group-wrong", "count-wrong"].includes(value);
  shape(roll, "roll.json", {
    claims: each({ accepted: is.count, filed: is.count, kind, refused: is.count }), commitments: is.list(is.digest),
    conditions: is.object, cutoff_on: is.day, groups: each({ group: is.slug, seats: is.count }), root: is.digest,
    seats: is.count, urgent: (value) => value === "" || isWording(value, 300), vote: is.slug,
  });
  const { groups, membership_days: days } = shape(roll.conditions, "roll.json",
    { groups: is.list(is.slug), membership_days: is.count, paid_up: is.flag });
  if (days > 3650 || groups.length > 500 || !sorted(groups) || !distinct(groups)) throw new Refused("pack.malformed", { member: "roll.json", where: "conditions" });
  return roll;
}

export const entries = (pack, code) => pack.journal.filter((each) => each.code === code && each.facts.vote === pack.vote.slug);

export const slugs = (pack) => pack.vote.questions.map((question) => question.slug);

export const marksOf = (pack, slug) => pack.marks.questions.find((each) => each.question === slug);
