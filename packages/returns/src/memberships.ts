/** Signed lists: which subjects belong to which codes, since when, with what share. */
import type { MembershipDefinition, Model, Register } from "@lianzhang/definitions";
import type { SqlValue } from "@lianzhang/kernel";
import {
  fold,
  membershipTable,
  nearest,
  parseDecimal,
  quote,
  readBoolean,
  subjectTable,
} from "@lianzhang/kernel";
import type { DataFile } from "./files.ts";
import { codeReader, role } from "@lianzhang/definitions";
import { mapSpells, refuseSpells, spellJoins, spellOutputs } from "./registers.ts";
import { mapTable } from "./sql.ts";
import type { Loading, OpenFile, Refusal } from "./stage.ts";
import { cell, dataRows, openFile, refuse, textsOf } from "./stage.ts";

const STAGE = "stage_member";
const WHOLE = 10_000;

/** `60`, `60%` -> 6000 of 10000; null when it is no such share. */
function readShare(text: string): number | null {
  const number = parseDecimal(fold(text).replace(/%$/, ""));
  if (!number || number.num < 0n || number.num > 100n * number.den || (number.num * 100n) % number.den !== 0n)
    return null;
  return Number((number.num * 100n) / number.den);
}

async function mapMembers(
  loading: Loading,
  model: Model,
  m: MembershipDefinition,
  open: OpenFile,
): Promise<void> {
  const read = codeReader(model.classifications.get(m.classification));
  const rows = async (id: string, value: (text: string) => SqlValue): Promise<SqlValue[][]> =>
    (await textsOf(loading, open, id)).map((t) => [t, value(t)]);
  await mapTable(loading.run, "stage_of", "text VARCHAR, code VARCHAR", await rows("member_of", read));
  await mapTable(
    loading.run,
    "stage_primary",
    "text VARCHAR, value BOOLEAN",
    await rows("primary", readBoolean),
  );
  await mapTable(loading.run, "stage_share", "text VARCHAR, value INTEGER", await rows("share", readShare));
}

const joins = (open: OpenFile, m: Register): string => `${spellJoins(open)}
  LEFT JOIN ${quote(subjectTable(m.id))} subject ON subject.code = stage_code.code
  LEFT JOIN stage_of ON stage_of.text = ${cell(open, "member_of")} LEFT JOIN stage_primary ON stage_primary.text = ${cell(open, "primary")}
  LEFT JOIN stage_share ON stage_share.text = ${cell(open, "share")}`;

async function refuseMembers(
  loading: Loading,
  model: Model,
  m: MembershipDefinition,
  register: Register,
  open: OpenFile,
): Promise<void> {
  const { rows } = await loading.run
    .query(`SELECT r.rid + 1, stage_code.code, subject.subject, ${cell(open, "member_of")}, stage_of.code, ${cell(open, "primary")}, stage_primary.value, ${cell(open, "share")}, stage_share.value
    FROM ${open.raw.name} r ${joins(open, register)} WHERE ${dataRows(open)} AND stage_code.code IS NOT NULL AND (subject.subject IS NULL OR stage_of.code IS NULL
      OR (${cell(open, "primary")} IS NOT NULL AND stage_primary.value IS NULL) OR (${cell(open, "share")} IS NOT NULL AND stage_share.value IS NULL)) ORDER BY 1`);
  const at = (id: string): number => open.heads.get(id)?.at ?? 1;
  const names = (model.classifications.get(m.classification)?.codes ?? []).flatMap((c) => [
    c.code,
    c.label.zh,
  ]);
  const refusals = rows.map(([row, code, subject, ofText, of, primaryText, primary, shareText]): Refusal => {
    const place = { row: Number(row) };
    if (subject === null)
      return {
        ...place,
        column: at("code"),
        code: "LZ4011",
        message: `${String(code)} is not in the register ${register.id}`,
      };
    if (of === null) {
      const near = nearest(String(ofText ?? ""), names);
      return {
        ...place,
        column: at("member_of"),
        code: "LZ4030",
        message: `「${String(ofText ?? "")}」 is not in the classification ${m.classification}`,
        ...(near ? { hint: `did you mean 「${near}」?` } : {}),
      };
    }
    if (primaryText !== null && primary === null)
      return {
        ...place,
        column: at("primary"),
        code: "LZ4031",
        message: `primary is 「${String(primaryText)}」, expected 1 or 0`,
      };
    return {
      ...place,
      column: at("share"),
      code: "LZ4041",
      message: `share is 「${String(shareText)}」, expected per cent with at most two decimals`,
    };
  });
  await refuse(loading, open, refusals);
}

async function loadFile(
  loading: Loading,
  model: Model,
  m: MembershipDefinition,
  register: Register,
  file: DataFile,
): Promise<void> {
  const open = await openFile(loading, file, [
    role("code", true),
    role("member_of", true),
    role("primary"),
    role("share"),
    role("since"),
    role("until"),
  ]);
  if (!open) return;
  await mapSpells(loading, open, register);
  await refuseSpells(loading, open);
  await mapMembers(loading, model, m, open);
  await refuseMembers(loading, model, m, register, open);
  await loading.run
    .execute(`INSERT INTO ${STAGE} BY NAME SELECT * EXCLUDE (bad) FROM (SELECT ${spellOutputs(open)}, subject.subject AS subject, stage_of.code AS of_code,
      stage_primary.value AS is_primary, stage_share.value AS share,
      (${cell(open, "primary")} IS NOT NULL AND stage_primary.value IS NULL) OR (${cell(open, "share")} IS NOT NULL AND stage_share.value IS NULL) AS bad
    FROM ${open.raw.name} r ${joins(open, register)} WHERE ${dataRows(open)}) WHERE subject IS NOT NULL AND of_code IS NOT NULL AND NOT bad AND m_since < m_until`);
  await refuseTwice(loading, open);
}

/** One subject in one code twice at one time. */
async function refuseTwice(loading: Loading, open: OpenFile): Promise<void> {
  const { rows } = await loading.run
    .query(`SELECT row_no, code, of_code FROM (SELECT *, max(m_until) OVER (PARTITION BY subject, of_code ORDER BY m_since, file_no, row_no ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before FROM ${STAGE})
    WHERE before > m_since AND file_no = ${open.no} ORDER BY row_no`);
  const refusals = rows.map(([row, code, of]): Refusal => ({
    row: Number(row),
    column: open.heads.get("code")?.at ?? 1,
    code: "LZ4032",
    message: `${String(code)} is in ${String(of)} twice at one time`,
  }));
  await refuse(loading, open, refusals);
  if (rows.length > 0)
    await loading.run.execute(
      `DELETE FROM ${STAGE} WHERE file_no = ${open.no} AND row_no IN (${rows.map((r) => Number(r[0])).join(", ")})`,
    );
}

/**
 * Fills what a list may leave out: the only membership of a subject is its primary one; shares without a
 * figure are equal parts; a remainder of rounding goes to the largest (then to the first code).
 */
function fill(m: MembershipDefinition): string {
  const primary = `coalesce(a.is_primary, a.n = 1)`;
  const share: Record<MembershipDefinition["count"], string> = {
    whole: String(WHOLE),
    primary: `CASE WHEN ${primary} THEN ${WHOLE} ELSE 0 END`,
    share: `CASE WHEN a.given = 0 THEN ${WHOLE} // a.n + CASE WHEN a.place = 1 THEN ${WHOLE} % a.n ELSE 0 END
      WHEN a.given = a.n AND abs(${WHOLE} - a.sum) < a.n AND a.place = 1 THEN a.share + ${WHOLE} - a.sum ELSE coalesce(a.share, 0) END`,
  };
  // Rows of one subject count together when they begin together: that is how a signed list is written.
  return `SELECT a.subject, a.of_code AS code, a.m_since, a.m_until, ${primary} AS is_primary, CAST(${share[m.count]} AS INTEGER) AS share
    FROM (SELECT *, count(*) OVER w AS n, count(share) OVER w AS given, coalesce(sum(share) OVER w, 0) AS sum,
        row_number() OVER (PARTITION BY subject, m_since ORDER BY share DESC NULLS LAST, of_code) AS place
      FROM ${STAGE} WINDOW w AS (PARTITION BY subject, m_since)) a ORDER BY 1, 3, 2`;
}

/** At the first month of every spell: exactly one primary, shares of 10000. */
async function checkSums(
  loading: Loading,
  m: MembershipDefinition,
  register: Register,
  files: readonly OpenFile[],
): Promise<void> {
  if (m.count === "whole") return;
  const table = quote(membershipTable(m.id));
  const wrong = m.count === "primary" ? "primaries <> 1" : `shares <> ${WHOLE}`;
  const { rows } = await loading.run
    .query(`SELECT code, primaries, shares FROM (SELECT s.code, sums.*, row_number() OVER (PARTITION BY s.code ORDER BY m_since) AS nth
      FROM (SELECT t.subject, t.m_since, count(*) FILTER (u.is_primary) AS primaries, sum(u.share) AS shares FROM (SELECT DISTINCT subject, m_since FROM ${table}) t
        JOIN ${table} u ON u.subject = t.subject AND u.m_since <= t.m_since AND u.m_until > t.m_since GROUP BY t.subject, t.m_since) sums
      JOIN ${quote(subjectTable(register.id))} s ON s.subject = sums.subject WHERE ${wrong}) WHERE nth = 1 ORDER BY code`);
  for (const [code, primaries, shares] of rows) {
    const found = await loading.run.query(
      `SELECT file_no, row_no FROM ${STAGE} WHERE code = '${String(code).replaceAll("'", "''")}' ORDER BY file_no, row_no LIMIT 1`,
    );
    const [fileNo, row] = found.rows[0] ?? [];
    const open = files[Number(fileNo ?? 0)];
    const file = open?.file.path ?? m.id;
    if (m.count === "primary")
      loading.report.add(
        "LZ4040",
        file,
        Number(row ?? 1),
        open?.heads.get("primary")?.at ?? 1,
        `${String(code)} has ${String(primaries)} primary memberships in ${m.id}, expected 1`,
        "mark exactly one of its rows with 1",
      );
    else
      loading.report.add(
        "LZ4041",
        file,
        Number(row ?? 1),
        open?.heads.get("share")?.at ?? 1,
        `the shares of ${String(code)} in ${m.id} add up to ${Number(shares) / 100} %, expected 100 %`,
        "correct the shares of its rows",
      );
  }
}

/** Loads one list. */
export async function loadMembership(
  loading: Loading,
  model: Model,
  m: MembershipDefinition,
  files: readonly DataFile[],
): Promise<void> {
  const register = model.registers.get(m.register);
  if (!register) return;
  await loading.run.execute(
    `CREATE OR REPLACE TEMP TABLE ${STAGE} (file_no INTEGER, row_no INTEGER, code VARCHAR, m_since INTEGER, m_until INTEGER, subject INTEGER, of_code VARCHAR, is_primary BOOLEAN, share INTEGER)`,
  );
  for (const file of files) await loadFile(loading, model, m, register, file);
  await loading.run.execute(`INSERT INTO ${quote(membershipTable(m.id))} BY NAME ${fill(m)}`);
  await checkSums(loading, m, register, loading.files);
}
