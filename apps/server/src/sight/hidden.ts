/** The subjects that a rule of the policy keeps from a viewer, found in the engine's own tables of registers. */
import type { Model } from "@lianzhang/definitions";
import { OWN_CODE } from "@lianzhang/definitions";
import { attributeColumn, quote, SPELL, spellTable, subjectTable } from "@lianzhang/kernel";
import type { RowRule, Rows, SecrecyRule } from "@lianzhang/work";
import type { Context } from "../context.ts";
import { REGISTER } from "../firms.ts";
import { codeList, hiddenTable } from "./sight.ts";

/** What is seen of each register that people keep. */
export type RegisterRules = ReadonlyMap<string, RowRule>;

const NOBODY = "FALSE";

/** A record by `s.code` and its last spell `l`. */
const cellOf = (attribute: string): string =>
  attribute === OWN_CODE ? "s.code" : `l.${quote(attributeColumn(attribute))}`;

function takesIn(rows: Rows): string {
  if (rows.kind === "all") return "TRUE";
  if (rows.kind === "none") return NOBODY;
  const clauses = rows.any.map(({ attribute, codes }) => `${cellOf(attribute)} IN (${codeList(codes)})`);
  return `coalesce(${clauses.join(" OR ")}, FALSE)`;
}

/** The last spell of every subject: it decides, as it does for the registers themselves. */
const lastSpells = (register: string): string =>
  `${quote(subjectTable(register))} s LEFT JOIN (SELECT * FROM ${quote(spellTable(register))} QUALIFY row_number() OVER (PARTITION BY ${quote(SPELL.subject)} ORDER BY ${quote(SPELL.since)} DESC) = 1) l ON l.${quote(SPELL.subject)} = s.subject`;

const secretFirms = ({ register, flag }: SecrecyRule): string =>
  `SELECT s.code FROM ${lastSpells(register)} WHERE ${cellOf(flag)} IS TRUE`;

function covers(rule: RowRule): string {
  const { secrecy } = rule;
  const open = takesIn(rule);
  if (secrecy === null || secrecy.rows.kind === "all") return open;
  const secret =
    secrecy.firm === OWN_CODE
      ? `${cellOf(secrecy.flag)} IS TRUE`
      : `coalesce(${cellOf(secrecy.firm)} IN (${secretFirms(secrecy)}), FALSE)`;
  return `CASE WHEN ${secret} THEN ${takesIn(secrecy.rows)} ELSE ${open} END`;
}

/** Texts and links of another register that may name a firm. */
const naming = (model: Model, register: string): readonly string[] =>
  [...(model.registers.get(register)?.attributes.values() ?? [])].flatMap((a) =>
    a.type.kind === "text" || (a.type.kind === "subject" && a.type.register === REGISTER)
      ? [cellOf(a.id)]
      : [],
  );

/** Subjects of a register outside of the rule; of other registers also those that name a firm outside. */
function outsideSql(model: Model, register: string, rule: RowRule, firms: boolean): string {
  const names = register === REGISTER || !firms ? [] : naming(model, register);
  const named = names.map((cell) => `coalesce(${cell} IN (SELECT code FROM firms), FALSE)`);
  const outside = [`NOT ${covers(rule)}`, ...named].map((c) => `(${c})`).join(" OR ");
  return `SELECT s.code FROM ${lastSpells(register)} WHERE ${outside}`;
}

/**
 * Makes the table of codes that the rules keep away, and gives them. One statement: whoever reads the table of before
 * meanwhile never finds half of it.
 */
export async function hiddenCodes(
  context: Context,
  key: string,
  rules: RegisterRules,
): Promise<ReadonlySet<string>> {
  const { model, runner } = context;
  const table = quote(hiddenTable(key));
  const own = rules.get(REGISTER);
  const firms =
    own === undefined ? "" : `WITH firms AS MATERIALIZED (${outsideSql(model, REGISTER, own, false)}) `;
  const parts = [...rules].map(([register, rule]) =>
    register === REGISTER ? "SELECT code FROM firms" : outsideSql(model, register, rule, own !== undefined),
  );
  if (parts.length === 0) return new Set();
  await runner.execute(
    `CREATE OR REPLACE TEMP TABLE ${table} AS ${firms}SELECT DISTINCT code FROM (${parts.join(" UNION ALL ")}) ORDER BY code`,
  );
  const { rows } = await runner.query(`SELECT code FROM ${table} ORDER BY code`);
  return new Set(rows.map(([code]) => String(code)));
}
