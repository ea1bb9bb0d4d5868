/** Lists of cases: by state, derived list, clock, whose turn it is; filtered, searched, sorted, a page at a time. */
import type { Model, Procedure, Register } from "@lianzhang/definitions";
import type { Day } from "@lianzhang/kernel";
import { addWorkingDays, formatDay } from "@lianzhang/kernel";
import type { Viewer } from "../access/viewer.ts";
import type { Queries, Row } from "../database/queries.ts";
import { text, whole } from "../database/queries.ts";
import type { Condition, Order } from "../registers/condition.ts";
import { Conditions } from "../registers/condition.ts";
import { Parameters } from "../registers/parameters.ts";
import { searched } from "../registers/list.ts";
import type { Values } from "../registers/record.ts";
import { valuesOf } from "../registers/rows.ts";
import type { Case, CaseFault } from "./case.ts";
import type { DueView, Light, Points } from "./deadlines.ts";
import { dueView, lightOf, scoreOf } from "./deadlines.ts";
import { calendarEnds } from "./faults.ts";
import { calendarIn } from "./ground.ts";
import { CASE_COLUMNS, caseOf, dayOrNull, duesOfCases, listsOfCases } from "./rows.ts";
import { mineSql } from "./mine.ts";

/**
 * A predicate the access layer adds: SQL over the record's latest spell `s` and the record `r`. Words of
 * people go through `add` of the parameters, never into the text.
 */
export type RowFilter = (parameters: Parameters) => string;

export type ClockAsked =
  | { readonly kind: "overdue" }
  /** Not overdue, and due within so many working days. */
  | { readonly kind: "due_within"; readonly workingDays: number };

export interface CaseQuery {
  readonly procedure: string;
  readonly state?: string;
  /** Id of a derived list. */
  readonly list?: string;
  readonly clock?: ClockAsked;
  /** Waiting for one of this viewer's posts. */
  readonly mine?: Viewer;
  /** Characters of the code or the name. */
  readonly search?: string;
  /** All of these, over the record as it stands. */
  readonly where?: readonly Condition[];
  /** An attribute, `code`, `due` or `entered`; then by code, so that every order is total. */
  readonly sort?: readonly Order[];
  readonly offset?: number;
  readonly limit: number;
}

export interface ListedCase {
  readonly case: Case;
  readonly values: Values;
  /** Whether a move waits for signatures. */
  readonly waits: boolean;
  /** The deadlines that run, the nearest first. */
  readonly dues: readonly DueView[];
  readonly lists: readonly string[];
  readonly light: Light | null;
  readonly score: Points | null;
}

export type CaseList =
  | { readonly kind: "page"; readonly total: bigint; readonly cases: readonly ListedCase[] }
  | { readonly kind: "refused"; readonly faults: readonly CaseFault[] };

/** Cases `c` with their records `r`, the latest spells `s`, and the moves that wait `p`. */
export const FROM_CASES = `FROM work_case c JOIN register_record r ON r.id = c.record
  JOIN register_spell s ON s.record = r.id AND s.since = (SELECT max(x.since) FROM register_spell x WHERE x.record = r.id)
  LEFT JOIN work_pending p ON p.work_case = c.id`;

interface Asked {
  readonly model: Model;
  readonly procedure: Procedure;
  readonly register: Register;
  readonly today: Day;
  readonly rowFilter: RowFilter | null;
}

/** The days that answer a question about clocks, as a predicate; or what is wrong. */
function clockSql(asked: Asked, clock: ClockAsked, p: Parameters): string | CaseFault {
  const today = p.add(formatDay(asked.today));
  if (clock.kind === "overdue") return `c.due COLLATE "C" < ${today}`;
  const calendar = calendarIn(asked.model, asked.procedure);
  if (calendar === null) return calendarEnds(formatDay(asked.today));
  const end = addWorkingDays(asked.today, clock.workingDays, calendar);
  if (!end.known) return calendarEnds(formatDay(end.beyond));
  return `EXISTS (SELECT 1 FROM work_due d WHERE d.work_case = c.id AND d.due COLLATE "C" >= ${today}
    AND d.due COLLATE "C" <= ${p.add(formatDay(end.day))})`;
}

const search = (query: CaseQuery, register: Register, conditions: Conditions): readonly string[] => {
  const part = (query.search ?? "").trim();
  return part === "" ? [] : [searched(conditions, register, part)];
};

/** WHERE of a list; what cannot be asked is in `conditions` or `faults`. */
function whereSql(asked: Asked, query: CaseQuery, conditions: Conditions, faults: CaseFault[]): string {
  const p = conditions.parameters;
  const clock = query.clock === undefined ? "TRUE" : clockSql(asked, query.clock, p);
  if (typeof clock !== "string") faults.push(clock);
  return [
    `c.procedure = ${p.add(asked.procedure.id)}`,
    ...(query.state === undefined ? [] : [`c.state = ${p.add(query.state)}`]),
    ...(query.list === undefined
      ? []
      : [`EXISTS (SELECT 1 FROM work_list l WHERE l.work_case = c.id AND l.list = ${p.add(query.list)})`]),
    ...(typeof clock === "string" ? [clock] : []),
    ...(query.mine === undefined ? [] : [mineSql(asked.model, asked.procedure, query.mine, p)]),
    ...search(query, asked.register, conditions),
    ...(query.where ?? []).map((c) => conditions.sql(c)),
    ...(asked.rowFilter === null ? [] : [`(${asked.rowFilter(p)})`]),
  ].join("\n AND ");
}

function orderSql(conditions: Conditions, order: Order): string {
  const way = order.descending ? "DESC" : "ASC";
  if (order.field === "due" || order.field === "entered")
    return `c.${order.field} COLLATE "C" ${way} NULLS LAST`;
  return conditions.order(order);
}

async function listed(queries: Queries, asked: Asked, rows: readonly Row[]): Promise<readonly ListedCase[]> {
  const { procedure, today } = asked;
  const calendar = calendarIn(asked.model, procedure);
  const ids = rows.map((row) => text(row, "id"));
  const [dues, lists] = [await duesOfCases(queries, ids), await listsOfCases(queries, ids)];
  return rows.map((row) => {
    const found = caseOf(row);
    const values = valuesOf(row);
    return {
      case: found,
      values,
      waits: row["waits"] === true,
      dues: (dues.get(found.id) ?? []).map((d) => dueView(procedure, found.state, d, today, calendar)),
      lists: lists.get(found.id) ?? [],
      light: lightOf(procedure, found.state, dayOrNull(row, "due"), today, calendar),
      score: scoreOf(procedure, found, values, today, calendar),
    };
  });
}

const SELECTED = `${CASE_COLUMNS}, s.attributes, p.work_case IS NOT NULL AS waits`;

/** Cases of a procedure, as they are on a day. */
export async function listCases(queries: Queries, asked: Asked, query: CaseQuery): Promise<CaseList> {
  const conditions = new Conditions(asked.model, asked.register, new Parameters());
  const faults: CaseFault[] = [];
  const where = whereSql(asked, query, conditions, faults);
  const counted = [...conditions.parameters.list];
  const orders = (query.sort ?? []).map((o) => orderSql(conditions, o));
  faults.push(...conditions.complaints);
  if (faults.length > 0) return { kind: "refused", faults };
  const p = conditions.parameters;
  const rows = await queries.rows(
    `SELECT ${SELECTED}, count(*) OVER () AS total ${FROM_CASES} WHERE ${where}
     ORDER BY ${[...orders, 'r.code COLLATE "C"', "c.id"].join(", ")}
     LIMIT ${p.add(BigInt(query.limit))} OFFSET ${p.add(BigInt(query.offset ?? 0))}`,
    p.list,
  );
  // a page behind the last one has no row that could carry the total
  const [row] =
    rows.length > 0
      ? rows
      : await queries.rows(`SELECT count(*) AS total ${FROM_CASES} WHERE ${where}`, counted);
  return {
    kind: "page",
    total: row === undefined ? 0n : whole(row, "total"),
    cases: await listed(queries, asked, rows),
  };
}

/** One case as a list shows it; null when there is none, or the filter hides it. */
export async function viewCase(queries: Queries, asked: Asked, id: string): Promise<ListedCase | null> {
  const p = new Parameters();
  const where = [`c.id = ${p.add(id)}`, ...(asked.rowFilter === null ? [] : [`(${asked.rowFilter(p)})`])];
  const rows = await queries.rows(`SELECT ${SELECTED} ${FROM_CASES} WHERE ${where.join(" AND ")}`, p.list);
  return (await listed(queries, asked, rows))[0] ?? null;
}

export interface CaseCounts {
  readonly states: ReadonlyMap<string, bigint>;
  readonly lists: ReadonlyMap<string, bigint>;
  readonly overdue: bigint;
  /** Records of the register without a case: `begin` takes them up. */
  readonly without: bigint;
}

const countsIn = (rows: readonly Row[]): ReadonlyMap<string, bigint> =>
  new Map(rows.map((row) => [text(row, "name"), whole(row, "cases")]));

/** How many cases are in each state and each list. */
export async function countCases(queries: Queries, asked: Asked): Promise<CaseCounts> {
  const filtered = (p: Parameters): string =>
    `c.procedure = ${p.add(asked.procedure.id)} AND ${asked.rowFilter === null ? "TRUE" : `(${asked.rowFilter(p)})`}`;
  const ask = async (sql: (p: Parameters) => string): Promise<readonly Row[]> => {
    const p = new Parameters();
    return queries.rows(sql(p), p.list);
  };
  const states = await ask(
    (p) => `SELECT c.state AS name, count(*) AS cases ${FROM_CASES} WHERE ${filtered(p)} GROUP BY c.state`,
  );
  const lists = await ask(
    (p) =>
      `SELECT l.list AS name, count(*) AS cases ${FROM_CASES} JOIN work_list l ON l.work_case = c.id WHERE ${filtered(p)} GROUP BY l.list`,
  );
  const [late] = await ask(
    (p) =>
      `SELECT count(*) AS cases ${FROM_CASES} WHERE c.due COLLATE "C" < ${p.add(formatDay(asked.today))} AND ${filtered(p)}`,
  );
  const [without] = await ask(
    (p) =>
      `SELECT count(*) AS cases FROM register_record r WHERE r.register = ${p.add(asked.register.id)}
         AND NOT EXISTS (SELECT 1 FROM work_case c WHERE c.record = r.id AND c.procedure = ${p.add(asked.procedure.id)})`,
  );
  return {
    states: countsIn(states),
    lists: countsIn(lists),
    overdue: late === undefined ? 0n : whole(late, "cases"),
    without: without === undefined ? 0n : whole(without, "cases"),
  };
}
