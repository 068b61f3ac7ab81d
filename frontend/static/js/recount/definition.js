// What may be asked, by the page of the format and those of the rules: wordings, kinds, settings.
import { is } from "./file.js";

// Signs that show nothing or turn what follows: two texts with them look alike, or one is read as another.
const HIDDEN = /[\p{Cc}\p{Cs}\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e0fff}]/u;

export function isWording(value, most = 20000, lines = false) {
  if (!is.text(value) || !value.trim() || [...value].length > most) return false;
  return !HIDDEN.test(lines ? value.replaceAll("\n", "") : value);
}

// A ratio above 0 and at most 1, in lowest terms.
function isShare(value) {
  if (!is.text(value) || !/^(0|[1-9]\d{0,39})\/[1-9]\d{0,39}$/.test(value)) return false;
  const [above, under] = value.split("/").map(BigInt);
  let [a, b] = [above, under];
  while (b) [a, b] = [b, a % b];
  return a === 1n && above > 0n && above <= under;
}

const oneOfThese = (...words) => (value) => words.includes(value);
const wholeFrom = (least, most) => (value) => Number.isSafeInteger(value) && value >= least && value <= most;
const anyTies = oneOfThese("declared", "draw"), onlyByLot = oneOfThese("draw");

function isQuorum(value, counted) {
  if (value === null) return true;
  const keys = is.object(value) && Object.keys(value).sort().join() === "base,counted,share";
  return keys && isShare(value.share) && ["seats", "ballots"].includes(value.base)
    && counted.includes(value.counted) && value.base !== value.counted;
}

function isWordScale(words) {
  return Array.isArray(words) && words.length >= 2 && words.length <= 12
    && words.every((word) => isWording(word, 500)) && new Set(words).size === words.length;
}

// By rule: what each setting may be, and what else must hold of the question.
const ofAll = ({ most, options }) => most === options.length;
const ofFew = ({ options }) => options.length <= 50;
const placesOf = ({ options }) => ({ places: wholeFrom(1, options.length), ties: onlyByLot });
const MAY_SET = new Map(Object.entries({
  "yes-no": [() => ({ base: oneOfThese("decided", "expressed", "ballots", "seats"), share: isShare, more: is.flag }), isYesNo],
  choose: [() => ({ ties: anyTies }), () => true],
  approval: [() => ({ ties: anyTies }), ofAll],
  score: [({ settings }) => ({ lowest: wholeFrom(0, 99), highest: wholeFrom((settings.lowest ?? 0) + 1, 100),
    by: oneOfThese("total", "mean"), complete: is.flag, ties: anyTies }), (question) => ofAll(question) && ofFew(question) && (question.settings.lowest ?? 0) < (question.settings.highest ?? 5)],
  "majority-judgement": [() => ({ grades: isWordScale, complete: is.flag, ties: anyTies }), (question) => ofAll(question) && ofFew(question) && "grades" in question.settings],
  borda: [() => ({ unranked: oneOfThese("averaged", "zero", "modified"), ties: anyTies }), ofFew],
  schulze: [() => ({ ties: anyTies }), ofFew],
  "ranked-pairs": [() => ({ strength: oneOfThese("winning-votes", "margins"), ties: anyTies }), ofFew],
  "instant-runoff": [() => ({ ties: onlyByLot }), ofFew],
  "stv-scottish": [placesOf, ofFew],
  "stv-meek": [placesOf, ofFew],
}));

function isYesNo({ most, options, settings }) {
  const codes = options.map((option) => option.code).join();
  return ["yes,no", "yes,no,abstain"].includes(codes) && most === 1 && ((settings.more ?? true) === false || settings.share !== "1/1");
}

// Whether a question of the right shape may be asked.
export function mayAsk(question) {
  const { kind, options, rule, settings, statute, subject, text } = question;
  const wordings = [...options.map((option) => option.text), ...(subject ? [subject.title] : [])];
  if (!isWording(text, 20000, true) || !wordings.every((each) => isWording(each))) return false;
  if (!is.text(statute) || (statute && !isWording(statute, 300))) return false;
  const asks = rule === "yes-no", one = subject !== null;
  const kinds = { free: true, approve: asks && one, prioritise: !asks && one, overall: !asks && !one };
  if (!Object.hasOwn(kinds, kind) || !kinds[kind] || !MAY_SET.has(rule)) return false;
  const [kindsOf, holds] = MAY_SET.get(rule);
  const counted = asks ? ["ballots", "expressed", "yes"] : ["ballots", "expressed"];
  const known = { ...kindsOf(question), quorum: (value) => isQuorum(value, counted) };
  return holds(question) && Object.entries(settings).every(([name, value]) => Object.hasOwn(known, name) && known[name](value));
}
