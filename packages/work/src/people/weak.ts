/** Passwords that are refused: too short, too plain, or the first thing somebody would try. */
import type { Policy } from "./policy.ts";

export type Weakness = "same" | "short" | "long" | "few_characters" | "sequence" | "common" | "name";

/** scrypt hashes what it is given before the costly part; this only keeps requests small. */
const LONGEST = 200;
const FEWEST_DIFFERENT = 5;

// heads of the published lists of leaked passwords, and what Chinese offices type
const COMMON: readonly string[] = [
  "password passw0rd admin administrator root guest test user letmein welcome login master dragon monkey",
  "iloveyou sunshine princess football baseball shadow superman qwerty qwertyuiop asdfgh zxcvbn abc123 a123456",
  "woaini woaiwojia wodemima mima kouling nihao xiexie gongwuyuan zhengfu jingxin jingxinju lianzhang changeme default",
  "beijing chengdu sichuan meishan zhongguo china huawei 5201314 1314520 520520 888888 666666 p@ssw0rd p@ssword",
].flatMap((line) => line.split(" "));

const ROWS: readonly string[] = [
  "01234567890123456789",
  "abcdefghijklmnopqrstuvwxyz",
  "qwertyuiopasdfghjklzxcvbnm",
  "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/",
  "!@#$%^&*()_+",
];
const RUNS: readonly string[] = ROWS.flatMap((row) => [row, [...row].toReversed().join("")]);

/** How many characters from the start are one run of a keyboard or the alphabet. */
function runLength(text: string): number {
  for (let length = text.length; length > 0; length--)
    if (RUNS.some((run) => run.includes(text.slice(0, length)))) return length;
  return 1;
}

/** Made of a few runs: 123456abcdef, qwerty123456. */
function isSequence(text: string): boolean {
  let [at, runs] = [0, 0];
  while (at < text.length) {
    at += runLength(text.slice(at));
    runs++;
  }
  return runs * 4 <= text.length;
}

/** Without the digits and signs that people put around a word to please a rule. */
const core = (text: string): string => text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, "");

const isCommon = (text: string, words: readonly string[]): boolean => {
  const bare = core(text);
  return words.some(
    (word) => text === word || (bare !== "" && (bare === word || bare === core(word).repeat(2))),
  );
};

export interface Owner {
  readonly signInName: string;
  readonly name: string;
}

const holdsName = (text: string, { signInName, name }: Owner): boolean =>
  [signInName, signInName.replace(/[^\p{L}\p{N}]/gu, ""), name]
    .map((n) => n.toLowerCase())
    .some((n) => n.length > 1 && text.includes(n));

/** Why a password is refused; null when it will do. */
export function weaknessOf(password: string, owner: Owner, policy: Policy["password"]): Weakness | null {
  const characters = [...password.normalize("NFKC")];
  const text = characters.join("").toLowerCase();
  if (characters.length < policy.shortest) return "short";
  if (characters.length > LONGEST) return "long";
  if (holdsName(text, owner)) return "name";
  if (isCommon(text, [...COMMON, ...policy.refused.map((w) => w.toLowerCase())])) return "common";
  if (new Set(characters).size < FEWEST_DIFFERENT) return "few_characters";
  return isSequence(text) ? "sequence" : null;
}
