/** The subjects that a rule of the policy keeps from a viewer, found in the engine's own tables of registers. */
import type { Model } from "@lianzhang/definitions";
import { OWN_CODE } from "@lianzhang/definitions";
import type { Month } from "@lianzhang/kernel";
import {
  attributeColumn,
  MEMBER,
  membershipTable,
  quote,
  SPELL,
  spellTable,
  subjectTable,
} from "@lianzhang/kernel";
import type { Clause, RowRule, Rows, SecrecyRule } from "@lianzhang/work";
import type { Context } from "../context.ts";
import { REGISTER } from "../firms.ts";
import { codeList, hiddenTable } from "./sight.ts";

/** What is seen of each register that people keep. */
export type RegisterRules = ReadonlyMap<string, RowRule>;

const NOBODY = "FALSE";

/** What a rule is read with: the definitions, and the month in which signed lists are looked at. */
interface Reading {
  readonly model: Model;
  readonly month: Month;
}

/** A record by `s.code` and its last spell `l`. */
const cellOf = (attribute: string): string =>
  attribute === OWN_CODE ? "s.code" : `l.${quote(attributeColumn(attribute))}`;

/** The rows that a clause opens: by the value itself, or by whom the list has under the codes, in whichever share. */
function clauseSql({ attribute, codes, list }: Clause, { model, month }: Reading): string {
  const cell = cellOf(attribute);
  if (list === null) return `${cell} IN (${codeList(codes)})`;
  const membership = model.memberships.get(list);
  if (membership === undefined) return NOBODY;
  const [subject, code, since, until] = [MEMBER.subject, MEMBER.code, MEMBER.since, MEMBER.until].map(
    (column) => `m.${quote(column)}`,
  );
  return `${cell} IN (SELECT o.code FROM ${quote(membershipTable(list))} m JOIN ${quote(subjectTable(membership.register))} o ON o.subject = ${subject} WHERE ${since} <= ${month} AND ${until} > ${month} AND ${code} IN (${codeList(codes)}))`;
}

function takesIn(rows: Rows, reading: Reading): string {
  if (rows.kind === "all") return "TRUE";
  if (rows.kind === "none") return NOBODY;
  return `coalesce(${rows.any.map((c) => clauseSql(c, reading)).join(" OR ")}, FALSE)`;
}

/** The last spell of every subject: it decides, as it does for the registers themselves. */
const lastSpells = (register: string): string =>
  `${quote(subjectTable(register))} s LEFT JOIN (SELECT * FROM ${quote(spellTable(register))} QUALIFY row_number() OVER (PARTITION BY ${quote(SPELL.subject)} ORDER BY ${quote(SPELL.since)} DESC) = 1) l ON l.${quote(SPELL.subject)} = s.subject`;

const secretFirms = ({ register, flag }: SecrecyRule): string =>
  `SELECT s.code FROM ${lastSpells(register)} WHERE ${cellOf(flag)} IS TRUE`;

function covers(rule: RowRule, reading: Reading): string {
  const { secrecy } = rule;
  const open = takesIn(rule, reading);
  if (secrecy === null || secrecy.rows.kind === "all") return open;
  const secret =
    secrecy.firm === OWN_CODE
      ? `${cellOf(secrecy.flag)} IS TRUE`
      : `coalesce(${cellOf(secrecy.firm)} IN (${secretFirms(secrecy)}), FALSE)`;
  return `CASE WHEN ${secret} THEN ${takesIn(secrecy.rows, reading)} ELSE ${open} END`;
}

/** Texts and links of another register that may name a firm. */
const naming = (model: Model, register: string): readonly string[] =>
  [...(model.registers.get(register)?.attributes.values() ?? [])].flatMap((a) =>
    a.type.kind === "text" || (a.type.kind === "subject" && a.type.register === REGISTER)
      ? [cellOf(a.id)]
      : [],
  );

/** Subjects of a register outside of the rule; of other registers also those that name a firm outside. */
function outsideSql(reading: Reading, register: string, rule: RowRule, firms: boolean): string {
  const names = register === REGISTER || !firms ? [] : naming(reading.model, register);
  const named = names.map((cell) => `coalesce(${cell} IN (SELECT code FROM firms), FALSE)`);
  const outside = [`NOT ${covers(rule, reading)}`, ...named].map((c) => `(${c})`).join(" OR ");
  return `SELECT s.code FROM ${lastSpells(register)} WHERE ${outside}`;
}

/**
 * Makes the table of codes that the rules keep away, and gives them; signed lists are looked at in the month. One statement: whoever reads the table of before
 * meanwhile never finds half of it.
 */
export async function hiddenCodes(
  context: Context,
  key: string,
  rules: RegisterRules,
  month: Month,
): Promise<ReadonlySet<string>> {
  const { model, runner } = context;
  const reading: Reading = { model, month };
  const table = quote(hiddenTable(key));
  const own = rules.get(REGISTER);
  const firms =
    own === undefined ? "" : `WITH firms AS MATERIALIZED (${outsideSql(reading, REGISTER, own, false)}) `;
  const parts = [...rules].map(([register, rule]) =>
    register === REGISTER ? "SELECT code FROM firms" : outsideSql(reading, register, rule, own !== undefined),
  );
  if (parts.length === 0) return new Set();
  await runner.execute(
    `CREATE OR REPLACE TEMP TABLE ${table} AS ${firms}SELECT DISTINCT code FROM (${parts.join(" UNION ALL ")}) ORDER BY code`,
  );
  const { rows } = await runner.query(`SELECT code FROM ${table} ORDER BY code`);
  return new Set(rows.map(([code]) => String(code)));
}
