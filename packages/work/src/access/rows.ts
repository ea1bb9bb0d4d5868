/** A rule over rows as a check of one record, and as SQL. Two ways to say one thing: the tests hold them to it. */
import { OWN_CODE } from "@lianzhang/definitions";
import type { Parameters } from "../registers/parameters.ts";
import type { Values } from "../registers/record.ts";
import type { Clause, RowRule, Rows, SecrecyRule } from "./rules.ts";

/** A record by its code and its last spell. */
export interface Latest {
  readonly code: string;
  readonly values: Values;
}

/** What a check needs to know beside the record. */
export interface Beside {
  /** Whether a firm that the record names is under secrecy. */
  readonly secretFirm: (code: string) => boolean;
  /** Codes under which a signed list has a subject today. */
  readonly listed: (list: string, subject: string) => readonly string[];
}

/** Nobody is under secrecy, and nobody on a list: rows that only a list opens stay shut. */
const NOTHING: Beside = { secretFirm: () => false, listed: () => [] };

const valueOf = ({ code, values }: Latest, attribute: string): string | null => {
  const value = attribute === OWN_CODE ? code : values[attribute];
  return typeof value === "string" ? value : null;
};

function takesIn(rows: Rows, record: Latest, { listed }: Beside): boolean {
  if (rows.kind !== "some") return rows.kind === "all";
  return rows.any.some(({ attribute, codes, list }) => {
    const value = valueOf(record, attribute);
    if (value === null) return false;
    const held = list === null ? [value] : listed(list, value);
    return held.some((code) => codes.includes(code));
  });
}

function isSecret(rule: SecrecyRule, record: Latest, { secretFirm }: Beside): boolean {
  if (rule.firm === OWN_CODE) return record.values[rule.flag] === true;
  const firm = valueOf(record, rule.firm);
  return firm !== null && secretFirm(firm);
}

/** Whether the rule takes the record in, by what is known beside it; by nothing: what only a list opens is shut. */
export function coversValues(rule: RowRule, record: Latest, beside: Partial<Beside> = {}): boolean {
  const { secrecy } = rule;
  const known = { ...NOTHING, ...beside };
  const rows = secrecy !== null && isSecret(secrecy, record, known) ? secrecy.rows : rule;
  return takesIn(rows, record, known);
}

/** Which subjects the rule looks up on which lists, to cover the record or not. */
export function listsAsked(
  rule: RowRule,
  record: Latest,
): readonly { readonly list: string; readonly subject: string }[] {
  const parts = [rule, ...(rule.secrecy === null ? [] : [rule.secrecy.rows])];
  return parts.flatMap((rows) =>
    (rows.kind === "some" ? rows.any : []).flatMap(({ attribute, list }) => {
      const subject = valueOf(record, attribute);
      return list === null || subject === null ? [] : [{ list, subject }];
    }),
  );
}

const cellOf = (attribute: string, p: Parameters): string =>
  attribute === OWN_CODE ? "r.code" : `(r.latest ->> CAST(${p.add(attribute)} AS TEXT))`;

// the list does not hang on the row: it is gone through once a statement
const clauseSql = ({ attribute, codes, list }: Clause, p: Parameters): string =>
  list === null
    ? `${cellOf(attribute, p)} = ANY (CAST(${p.add(codes)} AS TEXT[]))`
    : `${cellOf(attribute, p)} IN (SELECT m.subject FROM list_now(${p.add(list)}) m WHERE m.code = ANY (CAST(${p.add(codes)} AS TEXT[])))`;

function rowsSql(rows: Rows, p: Parameters): string {
  if (rows.kind !== "some") return rows.kind === "all" ? "TRUE" : "FALSE";
  return `coalesce(${rows.any.map((c) => clauseSql(c, p)).join(" OR ")}, FALSE)`;
}

/** The rule as SQL over the record `r`, whose column `latest` is its last spell; values are parameters only. */
export function predicateOf(rule: RowRule, p: Parameters): string {
  const { secrecy } = rule;
  const open = rowsSql(rule, p);
  if (secrecy === null || secrecy.rows.kind === "all") return open;
  const firms = `ARRAY(SELECT e.code FROM register_record e WHERE e.secret AND e.register = ${p.add(secrecy.register)})`;
  return `CASE WHEN ${cellOf(secrecy.firm, p)} = ANY (${firms}) THEN ${rowsSql(secrecy.rows, p)} ELSE ${open} END`;
}
