/** GET /api/registers/:register/records, one record, its history. */
import type { RecordAnswer, RecordHistory, RecordsAnswer } from "@lianzhang/contract";
import { conditionSchema } from "@lianzhang/contract";
import type { Register } from "@lianzhang/definitions";
import { formatMonth } from "@lianzhang/kernel";
import type { Condition, Order, RegisterRecord, VersionEntry } from "@lianzhang/work";
import { faultText } from "@lianzhang/work";
import { z } from "zod";
import { badQuery, notFound } from "../errors.ts";
import { registerFor } from "./describe.ts";
import type { Desk } from "./desk.ts";
import { monthIn, monthOut, namesOf, recordOut, valueOut, valuesOut } from "./written.ts";

export interface RecordsAsked {
  readonly month?: string | undefined;
  readonly q?: string | undefined;
  readonly page: number;
  readonly size: number;
  readonly sort?: string | undefined;
  readonly where?: string | undefined;
}

const conditions = z.array(conditionSchema).max(30);

/** Throws ApiProblem 400 for what is not understood. */
export function conditionsIn(text: string | undefined): readonly Condition[] {
  if (text === undefined) return [];
  const why = { zh: "筛选条件读不懂", en: "the conditions are not understood" };
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw badQuery(why);
  }
  const read = conditions.safeParse(json);
  if (!read.success) throw badQuery(why);
  return read.data;
}

export const orderIn = (sort: string | undefined): readonly Order[] =>
  sort === undefined ? [] : [{ field: sort.replace(/^-/u, ""), descending: sort.startsWith("-") }];

/** GET /api/registers/:register/records */
export async function listRecords(desk: Desk, id: string, asked: RecordsAsked): Promise<RecordsAnswer> {
  const { register } = registerFor(desk, id);
  const month = asked.month === undefined ? desk.thisMonth : monthIn(asked.month);
  const answer = await desk.registers.list(id, {
    month,
    where: conditionsIn(asked.where),
    search: asked.q ?? "",
    sort: orderIn(asked.sort),
    offset: (asked.page - 1) * asked.size,
    limit: asked.size,
  });
  if (answer.kind === "refused") {
    const [first] = answer.faults;
    throw badQuery(
      first === undefined ? { zh: "条件不成立", en: "the conditions cannot be asked" } : faultText(first),
      first?.hint ?? null,
    );
  }
  return {
    month: formatMonth(month),
    total: Number(answer.total),
    page: asked.page,
    size: asked.size,
    rows: answer.records.map((r) => ({
      id: r.id,
      code: r.code,
      version: String(r.version),
      values: valuesOut(register, r.values),
    })),
    names: await namesOf(
      desk,
      register,
      answer.records.map((r) => r.values),
    ),
  };
}

/** The record, by its id or its code. Throws ApiProblem 404. */
export async function recordFor(
  desk: Desk,
  id: string,
  record: string,
): Promise<{ readonly register: Register; readonly record: RegisterRecord }> {
  const { register } = registerFor(desk, id);
  const found =
    (await desk.registers.find(id, { id: record })) ?? (await desk.registers.find(id, { code: record }));
  if (found === null) throw notFound(register.label, record, null);
  return { register, record: found };
}

/** GET /api/registers/:register/records/:record */
export async function readRecord(desk: Desk, id: string, key: string): Promise<RecordAnswer> {
  const { register, record } = await recordFor(desk, id, key);
  return recordOut(desk, register, record);
}

const HISTORY = 50;

const entryOut = (register: Register, { link, version }: VersionEntry): RecordHistory["entries"][number] => ({
  event: String(link.number),
  at: link.at,
  who: link.actor,
  onBehalfOf: link.onBehalfOf,
  unit: link.unit,
  purpose: link.purpose,
  version:
    version === null
      ? null
      : {
          number: String(version.version),
          act: version.act,
          reason: version.reason,
          changes: version.changes.map((c) => ({
            field: c.field,
            since: monthOut(c.since),
            until: monthOut(c.until),
            before: valueOut(register.attributes.get(c.field), c.before),
            after: valueOut(register.attributes.get(c.field), c.after),
          })),
        },
});

/** GET /api/registers/:register/records/:record/history */
export async function readHistory(
  desk: Desk,
  id: string,
  key: string,
  before: string | undefined,
): Promise<RecordHistory> {
  const { register, record } = await recordFor(desk, id, key);
  const page = before === undefined ? { limit: HISTORY + 1 } : { before: BigInt(before), limit: HISTORY + 1 };
  const entries = await desk.registers.history(id, record.id, page);
  const shown = entries.slice(0, HISTORY);
  return {
    entries: shown.map((e) => entryOut(register, e)),
    before: entries.length > HISTORY ? String(shown.at(-1)?.link.number ?? "") : null,
  };
}
