/**
 * What looks like a secret, or like something about a person, in a text that is about to be shared. A table of detectors;
 * each is sure enough that what it names is worth a look.
 *
 * @module
 */

/** Something to look at before it is shared. */
export interface Sensitive {
  /** What it looks like. */
  what: string;
  about: "secret" | "person";
  /** Where it stands. */
  from: number;
  to: number;
  /** Its line, from 1. */
  line: number;
  /** A little of it, to know it by: a secret is not repeated on the screen. */
  shown: string;
}

interface Detector {
  what: string;
  about: Sensitive["about"];
  /** Where it may stand; the group `value`, or else the whole, is what was found. */
  pattern: RegExp;
  /** What tells it from what only looks like it. */
  sure?: (value: string) => boolean;
}

/** Keys beside which a value is a secret, however it looks. */
const TELLING =
  "(?:[\\w-]{0,40}(?:client[_-]?secret|api[_-]?key|access[_-]?key|secret[_-]?key|private[_-]?key|auth[_-]?token|access[_-]?token|refresh[_-]?token|password|passwd|passphrase)|secret|token|credentials?)";

const DETECTORS: Detector[] = [
  { what: "a private key (PEM)", about: "secret", pattern: /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/g },
  { what: "a JSON Web Token", about: "secret", pattern: /\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]*/g },
  {
    what: "a bearer token",
    about: "secret",
    pattern: /\bbearer\s+(?<value>[\w.~+/-]{16,}=*)/gi,
    sure: (value) => /\d/.test(value),
  },
  { what: "an AWS access key", about: "secret", pattern: /\b(?:AKIA|ASIA)[A-Z2-7]{16}\b/g },
  { what: "a GitHub token", about: "secret", pattern: /\b(?:gh[pousr]_[A-Za-z\d]{36,}|github_pat_\w{22,})/g },
  { what: "a Slack token", about: "secret", pattern: /\bxox[abeoprs]-[\w-]{10,}/g },
  {
    what: "a Slack webhook",
    about: "secret",
    pattern: /https:\/\/hooks\.slack\.com\/services\/[\w/]{20,}/g,
  },
  { what: "a Google API key", about: "secret", pattern: /\bAIza[\w-]{35}(?![\w-])/g },
  { what: "a Stripe key", about: "secret", pattern: /\b[rs]k_live_[A-Za-z\d]{16,}/g },
  {
    what: "a password in an address",
    about: "secret",
    pattern: /\b[a-z][a-z\d+.-]{0,20}:\/\/[^\s/"@:]{0,200}:(?<value>[^\s/"@]{1,200})@/gi,
  },
  {
    what: "a value under a telling key",
    about: "secret",
    pattern: new RegExp(`"${TELLING}"\\s*:\\s*"(?<value>[^"\\\\\\s]{8,})"`, "gi"),
    sure: (value) => entropy(value) * value.length >= 28,
  },
  {
    what: "a value under a telling key",
    about: "secret",
    pattern: new RegExp(`"key"\\s*:\\s*"${TELLING}"\\s*,\\s*"value"\\s*:\\s*"(?<value>[^"\\\\\\s]{8,})"`, "gi"),
    sure: (value) => entropy(value) * value.length >= 28,
  },
  {
    what: "an e-mail address",
    about: "person",
    pattern: /(?<![\w.+-])[\w.+-]{1,64}@(?:[a-z\d-]{1,63}\.){1,8}[a-z]{2,24}\b/gi,
    // The names that RFC 2606 keeps for examples.
    sure: (value) => !/@(?:.*\.)?(?:example\.(?:com|net|org)|[\w-]+\.(?:example|test|invalid))$/i.test(value),
  },
  {
    what: "a telephone number",
    about: "person",
    pattern: /(?<![\w.+-])(?:\+|00)[1-9]\d{0,2}[\s./()-]*(?:\d[\s./()-]{0,2}){6,12}\d(?![\w-])/g,
    sure: (value) => digits(value).length >= 9 && digits(value).length <= 17,
  },
  {
    what: "a telephone number",
    about: "person",
    pattern: /(?<![\w.+-])(?:\(\d{3}\)\s?|\d{3}[-.])\d{3}[-.]\d{4}(?![\w-])/g,
  },
  {
    what: "an American Express card number",
    about: "person",
    pattern: /(?<![\w.-])3[47]\d{2}([ -]?)\d{6}\1\d{5}(?![\w-]|\.\d)/g,
    sure: (value) => luhn(digits(value)),
  },
  {
    what: "a payment card number",
    about: "person",
    pattern: /(?<![\w.-])[2-6]\d{3}([ -]?)\d{4}\1\d{4}\1\d{1,7}(?![\w-]|\.\d)/g,
    sure: (value) => /^.{13,19}$/.test(digits(value)) && luhn(digits(value)),
  },
  {
    what: "a bank account (IBAN)",
    about: "person",
    pattern: /\b[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){2,7}(?: ?[A-Z\d]{1,3})?\b/g,
    sure: iban,
  },
  {
    what: "an IP address",
    about: "person",
    pattern: /(?<![\w.:])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\w.:]|-\w)/g,
    // Loopback, "any", and the networks that RFC 5737 keeps for documentation.
    sure: (value) => !/^(?:127\.|0\.|255\.255\.|192\.0\.2\.|198\.51\.100\.|203\.0\.113\.)/.test(value),
  },
  {
    what: "an IP address",
    about: "person",
    pattern: /(?<![\w.:])(?:[\da-f]{1,4}:){3,7}(?::|(?::?[\da-f]{1,4}){1,4})(?![\w.:])/gi,
    sure: (value) => /[a-f]/i.test(value) && !/^2001:0?db8:/i.test(value) && value.replaceAll(":", "").length >= 8,
  },
];

/** The most that is named; who shares more does not read on. */
const MOST = 200;

/** Everything in a text that should be looked at, in its order. What two detectors name is named once, by the first. */
export function findSensitive(text: string): Sensitive[] {
  const found: Omit<Sensitive, "line">[] = [];
  for (const { what, about, pattern, sure } of DETECTORS) {
    for (const match of text.matchAll(pattern)) {
      const value = match.groups?.value ?? match[0];
      if (sure?.(value) === false) continue;
      const from = match.index + match[0].lastIndexOf(value);
      const to = from + value.length;
      if (found.some((other) => from < other.to && other.from < to)) continue;
      found.push({ what, about, from, to, shown: about === "secret" ? hidden(value) : value });
      if (found.length === MOST) return withLines(text, found);
    }
  }
  return withLines(text, found);
}

function withLines(text: string, found: Omit<Sensitive, "line">[]): Sensitive[] {
  let line = 1;
  let last = 0;
  return found
    .sort((one, other) => one.from - other.from)
    .map((one) => {
      line += text.slice(last, one.from).split("\n").length - 1;
      last = one.from;
      return { ...one, line };
    });
}

/** The beginning of a secret, which is enough to find it. */
function hidden(value: string): string {
  return `${value.slice(0, 4)}…`;
}

function digits(value: string): string {
  return value.replace(/\D/g, "");
}

/** The check digit of payment cards (ISO/IEC 7812-1). */
function luhn(number: string): boolean {
  const sum = [...number].reverse().reduce((sum, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return sum + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0 && !/^(\d)\1*$/.test(number);
}

/** The check digits of bank accounts (ISO 13616): the remainder by 97 is 1. */
function iban(value: string): boolean {
  const compact = value.replaceAll(" ", "");
  if (compact.length < 15 || compact.length > 34) return false;
  const turned = compact.slice(4) + compact.slice(0, 4);
  let remainder = 0;
  for (const character of turned) {
    for (const digit of Number.parseInt(character, 36).toString()) remainder = (remainder * 10 + Number(digit)) % 97;
  }
  return remainder === 1;
}

/** Shannon's entropy of a text. Bits for each character. */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) {
    const share = count / text.length;
    bits -= share * Math.log2(share);
  }
  return bits;
}
