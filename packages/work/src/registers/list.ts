/** Lists of records as they stand in a month: filtered, searched, sorted, one page at a time. */
import type { Model, Register } from "@lianzhang/definitions";
import type { Month } from "@lianzhang/kernel";
import type { Parameter, Queries, Row } from "../database/queries.ts";
import { only, text, whole } from "../database/queries.ts";
import type { Condition, Order } from "./condition.ts";
import { Conditions, holds, textOf } from "./condition.ts";
import type { Complaint, RegisterFault } from "./fault.ts";
import { at } from "./fault.ts";
import { Parameters } from "./parameters.ts";
import type { Values } from "./record.ts";
import type { Sight } from "./rows.ts";
import { valuesIn, valuesOf } from "./rows.ts";

export interface ListQuery {
  /** Records that are there in this month, as they stand in it. */
  readonly month: Month;
  /** All of these. */
  readonly where?: readonly Condition[];
  /** Only records with one of these codes. */
  readonly codes?: readonly string[];
  /** Characters of the code or the name. */
  readonly search?: string;
  /** First the first; then by code, so that every order is total. */
  readonly sort?: readonly Order[];
  readonly offset?: number;
  readonly limit: number;
}

export interface ListedRecord {
  readonly id: string;
  readonly code: string;
  readonly version: bigint;
  /** The spell that holds in the month. */
  readonly since: Month;
  readonly until: Month;
  readonly values: Values;
}

export type ListAnswer =
  | { readonly kind: "page"; readonly total: bigint; readonly records: readonly ListedRecord[] }
  /** The question cannot be answered; all that is wrong with it is listed. */
  | { readonly kind: "refused"; readonly faults: readonly RegisterFault[] };

/** What a record is called: the attribute `name`, or else the first text that is required. */
export function nameField(register: Register): string | null {
  const attributes = [...register.attributes.values()].filter((a) => a.type.kind === "text");
  const named = attributes.find((a) => a.id === "name") ?? attributes.find((a) => a.required);
  return named?.id ?? null;
}

/** What one viewer sees of a list. */
export interface ListSight {
  readonly rows: Sight;
  /** Why the viewer may not filter, search or sort by a field. */
  readonly refuses: (field: string) => Complaint | null;
  /** Values of a spell as the viewer sees them; `latest`: those of the record's last spell. */
  readonly shown: (code: string, values: Values, latest: Values) => Values;
}

/** The code or the name has these characters. */
export function searched(conditions: Conditions, register: Register, part: string): string {
  const name = nameField(register);
  const p = conditions.parameters;
  const refusal = name === null ? null : conditions.refusal(name);
  if (refusal !== null) return refusal;
  const either = ["r.code", ...(name === null ? [] : [textOf(name, p)])].map((e) => holds(e, part, p));
  return `(${either.join(" OR ")})`;
}

const listed = (row: Row, sight: ListSight | null): ListedRecord => ({
  id: text(row, "id"),
  code: text(row, "code"),
  version: whole(row, "version"),
  since: Number(whole(row, "since")),
  until: Number(whole(row, "until")),
  values:
    sight === null ? valuesOf(row) : sight.shown(text(row, "code"), valuesOf(row), valuesIn(row, "latest")),
});

/** FROM and WHERE of a list. */
function body(conditions: Conditions, register: Register, query: ListQuery, sight: ListSight | null): string {
  const p = conditions.parameters;
  const part = (query.search ?? "").trim();
  const terms = [
    `r.register = ${p.add(register.id)}`,
    ...(query.where ?? []).map((c) => conditions.sql(c)),
    ...(query.codes === undefined ? [] : [`r.code = ANY (${p.add(query.codes)}::TEXT[])`]),
    ...(part === "" ? [] : [searched(conditions, register, part)]),
    ...(sight === null ? [] : [sight.rows(p)]),
  ];
  const month = p.add(BigInt(query.month));
  return `FROM register_record r JOIN register_spell s ON s.record = r.id AND s.since <= ${month} AND s.until > ${month}
    WHERE ${terms.join("\n AND ")}`;
}

// apart from the page: counting needs no values, and a page needs no look at the rows behind it
const countOf = async (queries: Queries, from: string, parameters: readonly Parameter[]): Promise<bigint> =>
  whole(only(await queries.rows(`SELECT count(*) AS total ${from}`, parameters)), "total");

/** Records of a register in a month; with `sight` as one viewer sees them. */
export async function listRecords(
  queries: Queries,
  model: Model,
  register: Register,
  query: ListQuery,
  sight: ListSight | null = null,
): Promise<ListAnswer> {
  const conditions = new Conditions(model, register, new Parameters(), sight?.refuses);
  const from = body(conditions, register, query, sight);
  const counted = [...conditions.parameters.list];
  const orders = (query.sort ?? []).map((o) => conditions.order(o));
  if (conditions.complaints.length > 0) {
    const where = { register: register.id, record: null, place: null };
    return { kind: "refused", faults: conditions.complaints.map((c) => at(where, c)) };
  }
  const p = conditions.parameters;
  const rows = await queries.rows(
    `SELECT r.id, r.code, r.version, s.since, s.until, s.attributes${sight === null ? "" : ", r.latest"} ${from}
     ORDER BY ${[...orders, 'r.code COLLATE "C"', "r.id"].join(", ")}
     LIMIT ${p.add(BigInt(query.limit))} OFFSET ${p.add(BigInt(query.offset ?? 0))}`,
    p.list,
  );
  const offset = query.offset ?? 0;
  // a page that is not full is the last one, and says how many there are
  const isLast = rows.length < query.limit && (rows.length > 0 || offset === 0);
  const total = isLast ? BigInt(offset + rows.length) : await countOf(queries, from, counted);
  return { kind: "page", total, records: rows.map((r) => listed(r, sight)) };
}
