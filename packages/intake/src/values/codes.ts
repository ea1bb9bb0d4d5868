/** Unified social credit codes as typed: both check characters tested, slips of like characters named, never mended. */
import { parseUscc } from "@lianzhang/kernel";
import type { CellText, Problem, Reading } from "./said.ts";
import { folded, problem, refused, say } from "./said.ts";

/** Characters that are taken for one another; a code has no I, O, S, V and Z. */
const TAKEN_FOR: Readonly<Record<string, string>> = {
  O: "0",
  Q: "0",
  D: "0",
  I: "1",
  L: "1",
  Z: "2",
  S: "5",
  B: "8",
  V: "U",
  "0": "D",
  "1": "L",
  "8": "B",
};

/** The codes that check when one character, or every foreign one, is taken for its like. */
export function likelyCodes(code: string): readonly string[] {
  const foreign = [...code].map((c) => ("IOSVZ".includes(c) ? (TAKEN_FOR[c] ?? c) : c)).join("");
  const tries = new Set([foreign]);
  for (const [i, c] of [...foreign].entries()) {
    const like = TAKEN_FOR[c];
    if (like !== undefined) tries.add(`${foreign.slice(0, i)}${like}${foreign.slice(i + 1)}`);
  }
  tries.delete(code);
  return [...tries].filter((t) => parseUscc(t).ok);
}

const ASK = say("请按营业执照核对统一社会信用代码", "compare with the business licence");

function wrong(
  code: string,
  what: "length" | "character" | "check" | "organisation_check",
  expected?: string,
): Problem {
  const found: Record<typeof what, ReturnType<typeof say>> = {
    length: say(
      `代码“${code}”为${code.length}位,应为18位`,
      `the code “${code}” has ${code.length} characters, not 18`,
    ),
    character: say(
      `代码“${code}”含有不会出现的字符(无 I、O、S、V、Z)`,
      `the code “${code}” has a character that no code has (no I, O, S, V, Z)`,
    ),
    check: say(
      `代码“${code}”第18位校验不符${expected === undefined ? "" : `,按前17位应为“${expected}”`}`,
      `the 18th character of “${code}” does not check${expected === undefined ? "" : `; the first 17 need “${expected}”`}`,
    ),
    organisation_check: say(
      `代码“${code}”第17位(组织机构代码校验位)不符`,
      `the 17th character of “${code}” does not check the organisation code in it`,
    ),
  };
  const likely = what === "length" ? [] : likelyCodes(code);
  const [one] = likely;
  return problem(
    "LZ8220",
    found[what],
    one !== undefined && likely.length === 1
      ? say(
          `可能是“${one}”(${differences(code, one)});请核对后更正`,
          `“${one}” would check (${differences(code, one)}); compare with the business licence, then correct it`,
        )
      : ASK,
  );
}

/** `第3位O/0`: where two codes differ. */
const differences = (a: string, b: string): string =>
  [...a].flatMap((c, i) => (c === b[i] ? [] : [`${i + 1}: ${c}→${b[i] ?? ""}`])).join(", ");

/** A unified social credit code; the likely one is named in the hint of a refusal. */
export function readUscc(cell: CellText): Reading<string> {
  const { text, changed } = folded(cell.text);
  if (/^\d(\.\d+)?E\+?\d+$/i.test(text))
    return refused(
      "LZ8221",
      say(
        `代码显示为“${text}”:表格把它当成了数,后几位已丢失`,
        `the code shows as “${text}”: the sheet took it for a number and its last digits are lost`,
      ),
      say("把该列设为文本格式后重新录入", "set the column to text and enter the code again"),
    );
  if (text === "")
    return refused("LZ8220", say("没有填统一社会信用代码", "no unified social credit code"), ASK);
  if (cell.kind === "number" && /^\d{16,}$/.test(text) && /0{2,}$/.test(text))
    return refused(
      "LZ8221",
      say(
        `代码“${text}”按数存储,15位以后已成为0`,
        `the code “${text}” is held as a number: beyond 15 digits it is zeros`,
      ),
      say("把该列设为文本格式后重新录入", "set the column to text and enter the code again"),
    );
  const code = text.replace(/[\s-]/g, "").toUpperCase();
  const read = parseUscc(code);
  if (!read.ok) return { ok: false, problem: wrong(code, read.problem, read.expected) };
  const lower =
    code === text
      ? []
      : [say("代码中的空格、短横或小写字母", "blanks, hyphens or small letters in the code")];
  return { ok: true, value: read.code, changed: [...changed, ...lower] };
}
