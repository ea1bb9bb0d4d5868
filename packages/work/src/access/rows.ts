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

const valueOf = ({ code, values }: Latest, attribute: string): string | null => {
  const value = attribute === OWN_CODE ? code : values[attribute];
  return typeof value === "string" ? value : null;
};

function takesIn(rows: Rows, record: Latest): boolean {
  if (rows.kind !== "some") return rows.kind === "all";
  return rows.any.some(({ attribute, codes }) => {
    const value = valueOf(record, attribute);
    return value !== null && codes.includes(value);
  });
}

function isSecret(rule: SecrecyRule, record: Latest, secretFirm: (code: string) => boolean): boolean {
  if (rule.firm === OWN_CODE) return record.values[rule.flag] === true;
  const firm = valueOf(record, rule.firm);
  return firm !== null && secretFirm(firm);
}

/** Whether the rule takes the record in. `secretFirm`: whether a firm that the record names is under secrecy. */
export function coversValues(
  rule: RowRule,
  record: Latest,
  secretFirm: (code: string) => boolean = () => false,
): boolean {
  const { secrecy } = rule;
  const rows = secrecy !== null && isSecret(secrecy, record, secretFirm) ? secrecy.rows : rule;
  return takesIn(rows, record);
}

const cellOf = (attribute: string, p: Parameters): string =>
  attribute === OWN_CODE ? "r.code" : `(r.latest ->> CAST(${p.add(attribute)} AS TEXT))`;

const clauseSql = ({ attribute, codes }: Clause, p: Parameters): string =>
  `${cellOf(attribute, p)} = ANY (CAST(${p.add(codes)} AS TEXT[]))`;

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
