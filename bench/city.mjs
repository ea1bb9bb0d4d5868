// The city of the benches: made by SQL alone, in the tables a load makes, as large as asked for. Files are kept in
// var/bench under the recipe's own hash.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadDecision } from "@lianzhang/definitions";
import { reasonCode } from "@lianzhang/kernel";
import { loadData } from "@lianzhang/returns";
import { openStore } from "@lianzhang/store";

export const work = join(import.meta.dirname, "..", "var", "bench");
export const jan = 2025 * 12;
export const FOREVER = 2932896;
const MONTHS = 12;
const SPANS_MONTHS = reasonCode("spans_months");
const BLANK = reasonCode("blank");

/** The model of a decision folder; its mistakes are thrown. */
export async function modelOf(folder) {
  const { model, diagnostics } = await loadDecision(folder);
  if (!model) throw new Error(diagnostics.map((d) => `${d.file}:${d.line} ${d.message}`).join("\n"));
  return model;
}
export const decisionModel = () => modelOf(join(import.meta.dirname, "decision"));

/** A store with the tables of a model and nothing in them. */
export async function emptyStore(path, model, options = {}) {
  const store = await openStore(path, options);
  const empty = mkdtempSync(join(tmpdir(), "lianzhang-bench-"));
  await loadData(model, store, [empty], {});
  rmSync(empty, { recursive: true });
  return store;
}

const recipe = createHash("sha256")
  .update(readFileSync(import.meta.filename))
  .update(readFileSync(join(import.meta.dirname, "decision", "decision.yaml")))
  .digest("hex")
  .slice(0, 8);

export const file = (n) => join(work, `city-${recipe}-${n}.duckdb`);

/** GB on disk that a city of so many firms takes while it is made, measured at 480,000. */
export const gigabytes = (n) => (n / 480_000) * 0.65;

/** Why the city cannot be made here, or null. */
export function noRoom(n) {
  if (existsSync(file(n))) return null;
  mkdirSync(work, { recursive: true });
  const { bavail, bsize } = statfsSync(work);
  const free = (Number(bavail) * Number(bsize)) / 2 ** 30;
  const needed = gigabytes(n) * 1.3;
  return free < needed
    ? `${n} firms need ${needed.toFixed(0)} GB of disk, ${free.toFixed(0)} GB are free in ${work}`
    : null;
}

const minor = (f) => (f === "electricity" ? 1 : 100000);
const corrected = (month) => `hash(i, ${month}, 99) % 20 = 0`;
/** The cumulative as first sent: 3 % of the cells are empty, 2 % of the returns never came. */
const first = (f, k, month) =>
  `CASE WHEN hash(i, ${month}, ${k}) % 33 = 0 OR hash(i, ${month}) % 50 = 0 THEN NULL ELSE CAST((1000 + hash(i, ${k}) % 3000000) * ${month} + hash(i, ${k}, ${month}) % 1000 AS BIGINT) * ${minor(f)} END`;
const last = (f, k, month) =>
  `(${first(f, k, month)} + CASE WHEN ${corrected(month)} THEN ${7 * minor(f)} ELSE 0 END)`;

function cellColumns(f, k, month, version) {
  const value = version === 1 ? first(f, k, month) : last(f, k, month);
  const before = month === 1 ? "0" : last(f, k, month - 1);
  const reason = `CASE WHEN ${value} IS NULL THEN ${BLANK} ELSE 0 END`;
  const monthReason =
    month === 1
      ? reason
      : `CASE WHEN ${value} IS NULL THEN ${BLANK} WHEN ${before} IS NULL THEN ${SPANS_MONTHS} ELSE 0 END`;
  return `${value} AS v_${f}, ${reason} AS x_${f}, ${value} - ${before} AS d_${f}, ${monthReason} AS y_${f}`;
}

/** One month's returns; the corrected ones came again 20 days later. */
const month = (n, fields, m, version) => `
  INSERT INTO f_output BY NAME
    SELECT i AS subject, ${jan} AS m_from, ${jan - 1 + m} AS m_to,
      ${20000 + m * 30 + (version === 1 ? 0 : 20)} AS known_from,
      ${version === 1 ? `CASE WHEN ${corrected(m)} THEN ${20000 + m * 30 + 20} ELSE ${FOREVER} END` : FOREVER} AS known_to,
      ${version} AS submission, CAST(i AS INTEGER) AS row_no,
      ${fields.map((f, k) => cellColumns(f, k, m, version)).join(",\n      ")}
    FROM range(1, ${n + 1}) t(i) WHERE hash(i, ${m}) % 50 > 0${version === 1 ? "" : ` AND ${corrected(m)}`}`;

/** The city of n firms; made once. Deterministic. */
export async function build(n) {
  mkdirSync(work, { recursive: true });
  if (existsSync(file(n))) return;
  const model = await decisionModel();
  const making = `${file(n)}.making`;
  rmSync(making, { force: true });
  const store = await emptyStore(making, model);
  const fields = [...model.forms.get("output").fields.keys()];
  const always = `${2020 * 12}, ${9999 * 12 + 11}`;
  await store.execute(`
    INSERT INTO s_enterprise SELECT i, 'E' || lpad(CAST(i AS VARCHAR), 7, '0') FROM range(1, ${n + 1}) t(i);
    INSERT INTO r_enterprise (subject, m_since, m_until, a_name, a_county, a_park, a_lane, a_designated_size)
      SELECT i, ${always}, 'E' || i, CASE WHEN hash(i, 1) % 101 = 0 THEN NULL ELSE 'c' || (hash(i, 1) % 9) END,
        'p' || (hash(i, 2) % 6), 'l' || (hash(i, 3) % 4), hash(i, 4) % 10 > 0 FROM range(1, ${n + 1}) t(i);
    INSERT INTO m_chain_members (subject, code, m_since, m_until, is_primary, share)
      SELECT i, 'h' || (hash(i, 5) % 6), ${always}, TRUE, 10000 FROM range(1, ${n + 1}) t(i) WHERE hash(i, 6) % 5 > 0;
    INSERT INTO m_chain_lists (subject, code, m_since, m_until, is_primary, share)
      SELECT i, 'h' || j, ${always}, TRUE, 10000 FROM range(1, ${n + 1}) t(i), range(0, 6) l(j) WHERE hash(i, 6, j) % 4 = 0;`);
  for (let m = 1; m <= MONTHS; m++)
    for (const version of [1, 2]) await store.execute(month(n, fields, m, version));
  await store.execute("CHECKPOINT");
  await store.close();
  renameSync(making, file(n));
}
