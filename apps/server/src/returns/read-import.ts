/** What is read of files that are brought in at the command line: by the database where one is a large plain table. */
import { readFile, stat } from "node:fs/promises";
import type { Form } from "@lianzhang/definitions";
import type { ChaseList, Finding, FormDescription, Named, ReturnAsked, ReturnRead } from "@lianzhang/intake";
import {
  chaseList,
  formPeriod,
  LIMITS,
  looksBack,
  notCompared,
  notPlain,
  readReturn,
} from "@lianzhang/intake";
import type { Period } from "@lianzhang/kernel";
import type { PlainRead } from "@lianzhang/returns";
import { PLAIN_LIMITS } from "@lianzhang/returns";
import type { Product } from "../product.ts";
import { sheetsOf } from "./sheets-of.ts";

export interface ImportFile {
  /** The name it is kept under. */
  readonly name: string;
  readonly path: string;
}

/** Rows that are wholly plain: nothing is told of them, and none of them is listed. */
export interface PlainCount {
  readonly rows: number;
  /** Something is wrong with the head: they wait. */
  readonly held: boolean;
}

export interface ImportRead {
  /** Of the rows that were read cell by cell; counts of tables, the chase list and the match are of all. */
  readonly read: ReturnRead;
  readonly plain: PlainCount;
  /** Of files; those of tables and rows are in `read`. */
  readonly findings: readonly Finding[];
  /** From the first to the last month that rows are of; null: none has one. */
  readonly span: Period | null;
}

interface Asked {
  readonly form: Form;
  readonly description: FormDescription;
  readonly files: readonly ImportFile[];
  readonly asked: ReturnAsked;
}

const around = (periods: readonly Period[]): Period | null => {
  const [first] = periods;
  if (first === undefined) return null;
  return periods.reduce((a, b) => ({ from: Math.min(a.from, b.from), to: Math.max(a.to, b.to) }), first);
};
const periodsOf = ({ rows }: ReturnRead): Period[] => rows.flatMap((r) => r.period ?? []);

export async function readImport(
  product: Pick<Product, "context" | "plain">,
  of: Asked,
): Promise<ImportRead> {
  const large = await readLarge(product, of);
  if (large.kind === "read") return large.all;
  const { files, asked } = of;
  const listed = await Promise.all(
    files.map(async ({ name, path }) => ({
      name,
      hash: path,
      kind: "file" as const,
      size: BigInt((await stat(path)).size),
    })),
  );
  const { sheets, findings } = await sheetsOf(listed, (path) => readFile(path));
  const read = readReturn(sheets, asked);
  return {
    read,
    plain: { rows: 0, held: false },
    findings: [...large.findings, ...findings],
    span: around(periodsOf(read)),
  };
}

type Large =
  | { readonly kind: "read"; readonly all: ImportRead }
  /** Every cell is looked at; of a file that is too large for it, why. */
  | { readonly kind: "cells"; readonly findings: readonly Finding[] };

async function readLarge(
  { context, plain }: Pick<Product, "context" | "plain">,
  { form, description, files, asked }: Asked,
): Promise<Large> {
  const cells: Large = { kind: "cells", findings: [] };
  const [file, another] = files;
  const register = context.instance.cleared.registers.get(form.subject);
  if (file === undefined || another !== undefined || register === undefined) return cells;
  const { size } = await stat(file.path);
  if (!plain.takes(BigInt(size)))
    return size > PLAIN_LIMITS.fileBytes ? { ...cells, findings: [notPlain(file.name, "too_large")] } : cells;
  const { expected: _, ...rest } = asked;
  const answer = await plain.read({ ...file, form, description, register, asked: rest });
  if (answer.kind === "cells")
    return size > LIMITS.fileBytes ? { ...cells, findings: [notPlain(file.name, answer.why)] } : cells;
  const found = answer.plain;
  const span = await plain.span();
  const codes = await plain.codes(null);
  const { read } = found;
  const all: ImportRead = {
    read: {
      ...read,
      tables: read.tables.map((t) => ({ ...t, rows: t.rows + found.rows })),
      chase: await chaseOf(plain, found, description, asked),
      match: matchOf(found, codes),
    },
    plain: { rows: found.rows, held: found.held },
    findings: [
      ...found.findings,
      ...(found.rows > 0 && looksBack(description) ? [notCompared(file.name, found.rows)] : []),
    ],
    span: around([...periodsOf(read), ...(span === null ? [] : [span])]),
  };
  return { kind: "read", all };
}

/** Plain rows are of registered codes, and their names are those of the register. */
function matchOf({ read: { match }, rows }: PlainRead, codes: ReadonlySet<string>): ReturnRead["match"] {
  if (match === null) return null;
  const absent = match.absent.filter((code) => !codes.has(code));
  const { counts } = match;
  return {
    ...match,
    absent,
    counts: {
      ...counts,
      rows: counts.rows + rows,
      byCode: counts.byCode + rows,
      absent: absent.length,
    },
  };
}

/** Who has a plain row has answered once and in full. */
async function chaseOf(
  plain: Product["plain"],
  { read }: PlainRead,
  form: FormDescription,
  { expected, period }: ReturnAsked,
): Promise<ChaseList | null> {
  const found = period === undefined ? null : formPeriod(period, form);
  if (expected === undefined || found?.ok !== true) return null;
  const answered = await plain.codes(found.period);
  const left: readonly Named[] = expected.filter((s) => !answered.has(s.code));
  const chase = chaseList(left, read.rows, found.period, form);
  const complete = new Set([...answered, ...chase.complete.map((s) => s.code)]);
  return { ...chase, complete: expected.filter((s) => complete.has(s.code)) };
}
