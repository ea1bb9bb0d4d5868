/** Which subject each row of a department's file is about: by code, else by name, and never by a guess. */
import type { Label } from "@lianzhang/kernel";
import { foldName, nameCore } from "./values/names.ts";
import { readUscc } from "./values/codes.ts";
import { say } from "./values/said.ts";

export interface Named {
  readonly code: string;
  readonly name: string;
  /** Former names. */
  readonly also?: readonly string[];
}

export interface SubjectRow {
  /** Where several files are matched together: which one the row is of. */
  readonly file?: string;
  readonly sheet?: string | null;
  /** 1-based, as in the sheet. */
  readonly row: number;
  readonly code: string | null;
  readonly name: string | null;
}

export interface Matched {
  readonly row: number;
  readonly subject: string;
  readonly by: "code" | "name" | "former_name";
  /** The file's name where the register has another: the match rests on the code. */
  readonly otherName: string | null;
}

export interface Unsure {
  readonly file: string | null;
  readonly sheet: string | null;
  readonly row: number;
  readonly code: string | null;
  readonly name: string | null;
  /** Subjects it may be about; none: nothing like it is registered. */
  readonly candidates: readonly Named[];
  readonly why: Label;
}

export interface MatchReport {
  readonly matched: readonly Matched[];
  /** Several subjects may be meant. */
  readonly ambiguous: readonly Unsure[];
  readonly unmatched: readonly Unsure[];
  /** Registered subjects of which the file has no row. */
  readonly absent: readonly string[];
  readonly counts: {
    readonly rows: number;
    readonly byCode: number;
    readonly byName: number;
    readonly ambiguous: number;
    readonly unmatched: number;
    readonly otherName: number;
    readonly absent: number;
  };
}

interface Index {
  readonly byCode: ReadonlyMap<string, Named>;
  readonly byName: ReadonlyMap<string, readonly Named[]>;
  readonly byFormer: ReadonlyMap<string, readonly Named[]>;
  readonly byCore: ReadonlyMap<string, readonly Named[]>;
}

function grouped(pairs: Iterable<readonly [string, Named]>): Map<string, Named[]> {
  const found = new Map<string, Named[]>();
  for (const [key, subject] of pairs) {
    const list = found.get(key);
    if (!list) found.set(key, [subject]);
    else if (!list.includes(subject)) list.push(subject);
  }
  return found;
}

/** Registers are held against file after file. */
const indexes = new WeakMap<readonly Named[], Index>();

function indexOf(register: readonly Named[]): Index {
  const known = indexes.get(register);
  if (known !== undefined) return known;
  const folded = register.map((s): [string, Named] => [foldName(s.name), s]);
  const index: Index = {
    byCode: new Map(register.map((s) => [s.code, s])),
    byName: grouped(folded),
    byFormer: grouped(register.flatMap((s) => (s.also ?? []).map((n): [string, Named] => [foldName(n), s]))),
    byCore: grouped(folded.map(([name, s]) => [nameCore(name), s])),
  };
  indexes.set(register, index);
  return index;
}

/** The code as the register writes it: checked where it is a unified social credit code, else only folded. */
function codeOf(text: string | null, index: Index): string | null {
  if (text === null || text.trim() === "") return null;
  const plain = text.normalize("NFKC").replace(/\s/g, "").toUpperCase();
  if (index.byCode.has(plain)) return plain;
  const read = readUscc({ text, kind: "text" });
  return read.ok ? read.value : plain;
}

/**
 * Every row of a file against a register. `by` says what may decide, in order. A name decides only when exactly one
 * subject has it; a code that is not registered leaves the row to its name only when the code is empty.
 */
export function matchSubjects(
  rows: readonly SubjectRow[],
  register: readonly Named[],
  by: readonly ("code" | "name")[] = ["code", "name"],
): MatchReport {
  const index = indexOf(register);
  const [matched, ambiguous, unmatched]: [Matched[], Unsure[], Unsure[]] = [[], [], []];
  for (const row of rows) {
    const found = matchOne(row, index, by);
    if ("subject" in found) matched.push(found);
    else if (found.candidates.length > 1) ambiguous.push(found);
    else unmatched.push(found);
  }
  const seen = new Set(matched.map((m) => m.subject));
  const absent = register.filter((s) => !seen.has(s.code)).map((s) => s.code);
  const byCode = matched.filter((m) => m.by === "code").length;
  const counts = {
    rows: rows.length,
    byCode,
    byName: matched.length - byCode,
    ambiguous: ambiguous.length,
    unmatched: unmatched.length,
    otherName: matched.filter((m) => m.otherName !== null).length,
    absent: absent.length,
  };
  return { matched, ambiguous, unmatched, absent, counts };
}

function matchOne(row: SubjectRow, index: Index, by: readonly ("code" | "name")[]): Matched | Unsure {
  const { row: at, name, file = null, sheet = null } = row;
  const code = by.includes("code") ? codeOf(row.code, index) : null;
  const folded = name === null ? "" : foldName(name);
  const unsure = (candidates: readonly Named[], why: Label): Unsure => ({
    file,
    sheet,
    row: at,
    code: row.code,
    name,
    candidates,
    why,
  });
  if (code !== null) {
    const subject = index.byCode.get(code);
    if (subject) {
      const former = (subject.also ?? []).some((n) => foldName(n) === folded);
      const same = folded === "" || former || foldName(subject.name) === folded;
      return { row: at, subject: code, by: "code", otherName: same ? null : name };
    }
    const namesake = by.includes("name") ? (index.byName.get(folded) ?? []) : [];
    const why = readUscc({ text: code, kind: "text" });
    return unsure(
      namesake,
      namesake.length > 0
        ? say(
            `代码“${code}”不在名录中,但有同名企业,请核对代码`,
            `the code “${code}” is not registered, but the name is: check the code`,
          )
        : why.ok
          ? say(`代码“${code}”不在名录中`, `the code “${code}” is not registered`)
          : why.problem.message,
    );
  }
  if (!by.includes("name") || folded === "")
    return unsure([], say("没有代码,也不能按名称比对", "no code, and no name to go by"));
  for (const [kind, names] of [
    ["name", index.byName],
    ["former_name", index.byFormer],
  ] as const) {
    const found = names.get(folded) ?? [];
    const [one] = found;
    if (one && found.length === 1) return { row: at, subject: one.code, by: kind, otherName: null };
    if (found.length > 1)
      return unsure(
        found,
        say(`名称“${name}”对应${found.length}个代码`, `${found.length} codes have the name “${name}”`),
      );
  }
  const like = index.byCore.get(nameCore(folded)) ?? [];
  return unsure(
    like,
    like.length === 0
      ? say(`名录中没有“${name}”`, `nobody of the name “${name}” is registered`)
      : say(
          `名录中没有“${name}”,相近的有“${like[0]?.name ?? ""}”`,
          `nobody of the name “${name}” is registered; “${like[0]?.name ?? ""}” is like it`,
        ),
  );
}
