// The file: a zip written in exactly one way, canonical JSON, exact shapes (docs/formats/evidence-pack.md).
import { crc32, digest, encode } from "./bytes.js";

const MIB = 2 ** 20;
const SMALL = { "manifest.json": MIB, "vote.json": 16 * MIB, "tally.json": 16 * MIB, "remarks.jsonl": 16 * MIB };
const KNOWN = /^(manifest|vote|roll|marks|tally)\.json$|^(checkpoints|replaced|journal|remarks)\.jsonl$|^ballots\/[a-z0-9][a-z0-9-]{0,79}\.jsonl$/;
const LONG_LINES = ["checkpoints.jsonl", "replaced.jsonl"];
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export class Refused extends Error {
  constructor(code, facts = {}) {
    super(code);
    this.code = code;
    this.facts = facts;
  }
}

// The members of a pack: name -> bytes, in their order.
export function unpack(bytes) {
  if (!bytes.length) throw new Refused("pack.empty");
  if (bytes.length > 512 * MIB) throw new Refused("pack.too-large", { most: 512 * MIB });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const members = new Map();
  const directory = [];
  let at = 0;
  while (at + 30 <= bytes.length && view.getUint32(at, true) === 0x04034b50) {
    const [nameLength, size] = [view.getUint16(at + 26, true), view.getUint32(at + 22, true)];
    const name = latin(bytes.subarray(at + 30, at + 30 + nameLength));
    if (!KNOWN.test(name)) throw new Refused("pack.member-unexpected", { member: name });
    if (view.getUint16(at + 6, true) & 1) throw new Refused("pack.encrypted", { member: name });
    if (view.getUint16(at + 8, true)) throw new Refused("pack.compressed", { member: name });
    const most = SMALL[name] ?? 128 * MIB;
    if (size > most) throw new Refused("pack.member-too-large", { member: name, most });
    if (members.has(name)) throw new Refused("pack.member-repeated", { member: name });
    if (members.size === 256) throw new Refused("pack.too-many-members", { most: 256 });
    const begin = at + 30 + nameLength;
    if (begin + size > bytes.length) throw new Refused("pack.truncated");
    const content = bytes.subarray(begin, begin + size);
    const crc = crc32(content);
    if (crc !== view.getUint32(at + 14, true)) throw new Refused("pack.checksum-wrong", { member: name });
    same(bytes, at, local(name, crc, size));
    directory.push(central(name, crc, size, at));
    members.set(name, content);
    at = begin + size;
  }
  if (!members.size) throw new Refused("pack.not-a-pack");
  const start = at;
  for (const entry of directory) at = same(bytes, at, entry);
  at = same(bytes, at, end(directory.length, at - start, start));
  if (at !== bytes.length) throw new Refused("pack.trailing-bytes", { extra: bytes.length - at });
  return members;
}

function same(bytes, at, expected) {
  for (let i = 0; i < expected.length; i++) {
    if (at + i >= bytes.length) throw new Refused("pack.truncated");
    if (bytes[at + i] !== expected[i]) throw new Refused("pack.not-canonical-zip");
  }
  return at + expected.length;
}

// Numbers in little-endian order: [value, how many bytes] each.
function little(...fields) {
  return fields.flatMap(([value, width]) => Array.from({ length: width }, (_, i) => Math.floor(value / 256 ** i) % 256));
}

const fixed = (name, crc, size) => [[10, 2], [0, 2], [0, 2], [0, 2], [0x21, 2], [crc, 4], [size, 4], [size, 4], [name.length, 2], [0, 2]];
const letters = (name) => Array.from(encode(name));
const local = (name, crc, size) => [...little([0x04034b50, 4], ...fixed(name, crc, size)), ...letters(name)];
const central = (name, crc, size, at) =>
  [...little([0x02014b50, 4], [10, 2], ...fixed(name, crc, size), [0, 2], [0, 2], [0, 2], [0, 4], [at, 4]), ...letters(name)];
const end = (count, size, start) => little([0x06054b50, 4], [0, 2], [0, 2], [count, 2], [count, 2], [size, 4], [start, 4], [0, 2]);
const latin = (bytes) => Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");

// RFC 8785, restricted: ASCII keys, whole numbers below 2^53, at most 64 levels.
export function canonical(value, depth = 0) {
  if (depth > 64) throw new Refused("pack.not-canonical");
  // Half of a surrogate pair is no sign: UTF-8 cannot hold it.
  if (typeof value === "string" && /\p{Cs}/u.test(value)) throw new Refused("pack.not-canonical");
  if (value === null || typeof value === "boolean" || typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number") {
    if (!Number.isSafeInteger(value)) throw new Refused("pack.not-canonical");
    return String(value);
  }
  if (Array.isArray(value)) return `[${value.map((each) => canonical(each, depth + 1)).join(",")}]`;
  const keys = Object.keys(value).sort();
  if (keys.some((key) => /[^\x00-\x7f]/.test(key))) throw new Refused("pack.not-canonical");
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key], depth + 1)}`).join(",")}}`;
}

export const H = (...parts) => digest(encode(canonical(parts)));

export function parse(bytes, where) {
  let text, value;
  try {
    text = decoder.decode(bytes);
    value = JSON.parse(text);
  } catch {
    throw new Refused("pack.not-canonical", { member: where, where });
  }
  // What JSON.parse forgives (a key twice, a float, white space) does not survive being written again.
  if (canonical(value) !== text) throw new Refused("pack.not-canonical", { member: where, where });
  return value;
}

export function* lines(bytes, name) {
  const longest = (LONG_LINES.includes(name) ? 32 : 1) * MIB;
  for (let start = 0, number = 1; start < bytes.length; number++) {
    const stop = bytes.indexOf(10, start);
    if (stop < 0) throw new Refused("pack.malformed", { member: name, where: `${name}:${number}` });
    if (stop - start > longest) throw new Refused("pack.member-too-large", { member: name, most: longest });
    yield parse(bytes.subarray(start, stop), `${name}:${number}`);
    start = stop + 1;
  }
}

// Shapes: `shape(value, where, {key: test})` refuses an object without exactly these keys of these kinds.
const SLUG = /^[a-z0-9][a-z0-9-]{0,79}$/;
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
export const is = {
  any: () => true,
  text: (value) => typeof value === "string",
  flag: (value) => typeof value === "boolean",
  count: (value) => Number.isSafeInteger(value) && value >= 0,
  slug: (value) => is.text(value) && SLUG.test(value),
  digest: (value) => is.text(value) && /^[0-9a-f]{64}$/.test(value),
  nonce: (value) => is.text(value) && /^[0-9a-f]{32}$/.test(value),
  tracker: (value) => is.text(value) && /^[A-HJ-NP-Z2-9]{12}$/.test(value),
  moment: (value) => is.text(value) && MOMENT.test(value) && !value.startsWith("0000") && !Number.isNaN(Date.parse(value))
    && new Date(value).toISOString().slice(0, 19) === value.slice(0, 19),
  day: (value) => is.text(value) && is.moment(`${value}T00:00:00Z`),
  object: (value) => typeof value === "object" && value !== null && !Array.isArray(value),
  list: (test) => (value) => Array.isArray(value) && value.every(test),
  maybe: (test) => (value) => value === null || test(value),
};

export function shape(value, where, kinds) {
  const fits = is.object(value)
    && Object.keys(value).sort().join() === Object.keys(kinds).sort().join()
    && Object.entries(kinds).every(([key, test]) => test(value[key]));
  if (!fits) throw new Refused("pack.malformed", { member: where, where });
  return value;
}
