/** Evidence of a case: files, numbers and vouchers that people give, and facts that the system proposes. */
import type { Evidence, Procedure } from "@lianzhang/definitions";
import type { Queries, Row } from "../database/queries.ts";
import { text, textOrNull, whole } from "../database/queries.ts";
import { UNKEEPABLE } from "../registers/fault.ts";
import type { Case, CaseFault } from "./case.ts";
import { badEvidence, unknownEvidence } from "./faults.ts";
import type { ReadFile } from "./files.ts";
import { keepFile, otherEnding, readFile } from "./files.ts";
import type { Fact } from "./ground.ts";

/** What somebody gives. A number is given for evidence of the kinds number and voucher, a file for file and photo. */
export type EvidenceGiven =
  | { readonly evidence: string; readonly number: string }
  | { readonly evidence: string; readonly name: string; readonly bytes: Uint8Array };

export interface EvidenceEntry {
  readonly id: string;
  /** Of the procedure's evidence. */
  readonly evidence: string;
  /** State it was given to move into; null: given by itself. Evidence of one step proves no other. */
  readonly step: string | null;
  readonly file: {
    readonly hash: string;
    readonly name: string;
    readonly kind: string;
    readonly size: bigint;
  } | null;
  /** The number, or the text of a fact. */
  readonly written: string | null;
  readonly figure: string | null;
  readonly holds: boolean | null;
  readonly by: string;
  readonly unit: string | null;
  readonly at: string;
  readonly withdrawn: { readonly by: string; readonly at: string } | null;
}

/** Evidence that was read and can be kept. */
export interface ReadEvidence {
  readonly evidence: string;
  readonly file: ReadFile | null;
  readonly name: string | null;
  readonly written: string | null;
  readonly figure: string | null;
  readonly holds: boolean | null;
}

export interface EvidenceReading {
  readonly read: readonly ReadEvidence[];
  readonly faults: readonly CaseFault[];
}

const plain = { file: null, name: null, written: null, figure: null, holds: null };

type One = { readonly read: ReadEvidence } | { readonly fault: CaseFault };

function readNumber(of: Evidence, number: string): One {
  const { id } = of;
  const written = number.trim();
  if (of.kind !== "number" && of.kind !== "voucher") {
    const expected = {
      zh: of.kind === "fact" ? "由系统从已有数据提出" : "文件",
      en: of.kind === "fact" ? "what the system proposes" : "a file",
    };
    return { fault: badEvidence(id, written, expected) };
  }
  if (written === "" || UNKEEPABLE.test(written))
    return { fault: badEvidence(id, written, { zh: "非空的编号", en: "a number" }) };
  return { read: { ...plain, evidence: id, written } };
}

async function readOne(of: Evidence, given: EvidenceGiven, limit: number): Promise<One> {
  if ("number" in given) return readNumber(of, given.number);
  const name = given.name.trim();
  if (of.kind !== "file" && of.kind !== "photo") {
    const expected =
      of.kind === "fact"
        ? { zh: "由系统从已有数据提出", en: "what the system proposes" }
        : { zh: "编号", en: "a number" };
    return { fault: badEvidence(of.id, name, expected) };
  }
  if (name === "" || UNKEEPABLE.test(name))
    return { fault: badEvidence(of.id, name, { zh: "可保存的文件名", en: "a name that can be kept" }) };
  const reading = await readFile(given.bytes, limit);
  if (!reading.ok) return { fault: badEvidence(of.id, `${name}: ${reading.found}`, reading.expected) };
  if (of.kind === "photo" && reading.file.kind !== "image")
    return { fault: badEvidence(of.id, name, { zh: "照片", en: "a photo" }) };
  const ending = otherEnding(name, reading.file.kind);
  if (ending !== null) return { fault: badEvidence(of.id, name, ending) };
  return { read: { ...plain, evidence: of.id, file: reading.file, name } };
}

/** Reads what is given; every piece that cannot be taken is told. */
export async function readEvidence(
  procedure: Procedure,
  given: readonly EvidenceGiven[],
  limit: number,
): Promise<EvidenceReading> {
  const ones = await Promise.all(
    given.map(async (g): Promise<One> => {
      const of = procedure.evidence.get(g.evidence);
      return of === undefined ? { fault: unknownEvidence(procedure, g.evidence) } : readOne(of, g, limit);
    }),
  );
  return {
    read: ones.flatMap((o) => ("read" in o ? [o.read] : [])),
    faults: ones.flatMap((o) => ("fault" in o ? [o.fault] : [])),
  };
}

/** A fact as evidence: nothing of it was typed. */
export const factEvidence = (evidence: string, { text: written, figure, holds }: Fact): ReadEvidence => ({
  ...plain,
  evidence,
  written,
  figure,
  holds,
});

/** Who gives it, and when. */
export interface Giver {
  readonly by: string;
  readonly unit: string | null;
  readonly at: string;
}

/** Where evidence is put: in a case as it was, at a place among what was given with it. */
export interface EvidencePlace {
  readonly id: string;
  readonly workCase: Pick<Case, "id" | "version">;
  readonly place: number;
  readonly step: string | null;
}

export async function insertEvidence(
  queries: Queries,
  at: EvidencePlace,
  { evidence, file, name, written, figure, holds }: ReadEvidence,
  giver: Giver,
): Promise<void> {
  if (file !== null) await keepFile(queries, file);
  await queries.rows(
    `INSERT INTO work_evidence (id, work_case, version, place, evidence, step, file, name, written, figure, holds,
       made_by, unit, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      at.id,
      at.workCase.id,
      at.workCase.version,
      BigInt(at.place),
      evidence,
      at.step,
      file?.hash ?? null,
      name,
      written,
      figure,
      holds,
      giver.by,
      giver.unit,
      giver.at,
    ],
  );
}

/** Evidence that was given by itself and now serves a move: it proves that one only. */
export const useEvidence = async (queries: Queries, ids: readonly string[], step: string): Promise<void> =>
  void (await queries.rows(
    "UPDATE work_evidence SET step = $2 WHERE id = ANY (CAST($1 AS TEXT[])) AND step IS NULL",
    [ids, step],
  ));

const entryOf = (row: Row): EvidenceEntry => {
  const hash = textOrNull(row, "file");
  const by = textOrNull(row, "withdrawn_by");
  const holds = row["holds"];
  return {
    id: text(row, "id"),
    evidence: text(row, "evidence"),
    step: textOrNull(row, "step"),
    file:
      hash === null
        ? null
        : { hash, name: text(row, "name"), kind: text(row, "kind"), size: whole(row, "size") },
    written: textOrNull(row, "written"),
    figure: textOrNull(row, "figure"),
    holds: typeof holds === "boolean" ? holds : null,
    by: text(row, "made_by"),
    unit: textOrNull(row, "unit"),
    at: text(row, "made_at"),
    withdrawn: by === null ? null : { by, at: text(row, "withdrawn_at") },
  };
};

/** All evidence of a case, withdrawn or not, in the order it was given. */
export async function evidenceOf(queries: Queries, workCase: string): Promise<readonly EvidenceEntry[]> {
  const rows = await queries.rows(
    `SELECT e.id, e.evidence, e.step, e.file, e.name, e.written, e.figure, e.holds, e.made_by, e.unit, e.made_at,
       e.withdrawn_by, e.withdrawn_at, f.kind, f.size
       FROM work_evidence e LEFT JOIN work_file f ON f.hash = e.file
       WHERE e.work_case = $1 ORDER BY e.version, e.place, e.id`,
    [workCase],
  );
  return rows.map(entryOf);
}

export const withdrawEvidence = async (queries: Queries, id: string, by: string, at: string): Promise<void> =>
  void (await queries.rows("UPDATE work_evidence SET withdrawn_by = $2, withdrawn_at = $3 WHERE id = $1", [
    id,
    by,
    at,
  ]));

/** Whether an entry proves something for a move into a state. */
export const standsFor = (entry: EvidenceEntry, evidence: string, to: string): boolean =>
  entry.evidence === evidence && entry.withdrawn === null && (entry.step === null || entry.step === to);
