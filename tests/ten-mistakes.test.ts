/**
 * A copy of the Meishan decision with ten planted mistakes reports exactly ten, each at its line and column; and a
 * definition that grades firms on a field cleared for analysis only is refused with the path to that field.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadDecision } from "@lianzhang/definitions";
import { afterEach, expect, test } from "vitest";

const MEISHAN = new URL("../decisions/meishan-2023", import.meta.url).pathname;
const made: string[] = [];
afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true });
});

interface Planted {
  readonly what: string;
  readonly file: string;
  /** Found once in the file. */
  readonly right: string;
  readonly wrong: string;
  /** Where the diagnostic must point, inside the planted text. */
  readonly points: string;
  readonly code: string;
}

const MISTAKES: readonly Planted[] = [
  {
    what: "a field that no form has",
    file: "indicators/land.yaml",
    right: 'formula: "taxes_paid / land_used"',
    wrong: 'formula: "taxes_payed / land_used"',
    points: "taxes_payed",
    code: "LZ1010",
  },
  {
    what: "an unknown code of a classification",
    file: "indicators/output.yaml",
    right: 'formula: "sum(gross_output where primary_chain = lithium)"',
    wrong: 'formula: "sum(gross_output where primary_chain = lithum)"',
    points: "lithum",
    code: "LZ1012",
  },
  {
    what: "a unit that does not exist",
    file: "forms/park-statistics.yaml",
    right: "unit: 亿元, as: flow, price: current }",
    wrong: "unit: 亿圆, as: flow, price: current }",
    points: "亿圆",
    code: "LZ2010",
  },
  {
    what: "a holder that nobody defined",
    file: "forms/records.yaml",
    right: "holder: tax_office",
    wrong: "holder: tax_ofice",
    points: "tax_ofice",
    code: "LZ2009",
  },
  {
    what: "a key that does not exist",
    file: "chains/pv.yaml",
    right: "    industry: pv\n",
    wrong: "    industri: pv\n",
    points: "industri",
    code: "LZ2004",
  },
  {
    what: "a bound in another dimension",
    file: "targets/industry.yaml",
    right: "at_least: 1400 亿元",
    wrong: "at_least: 1400 亩",
    points: "1400 亩",
    code: "LZ2019",
  },
  {
    what: "a day that is not in the calendar",
    file: "parameters/paths.yaml",
    right: "since: 2011-01-01",
    wrong: "since: 2011-02-30",
    points: "2011-02-30",
    code: "LZ2011",
  },
  {
    what: "a value that is not among those allowed",
    file: "forms/output-copy.yaml",
    right: "input: own_copy",
    wrong: "input: own_copie",
    points: "own_copie",
    code: "LZ2006",
  },
  {
    what: "a target of a clause that the decision does not have",
    file: "targets/firms.yaml",
    right: "clause: 4/11",
    wrong: "clause: 4/21",
    points: "4/21",
    code: "LZ2009",
  },
  {
    what: "an indicator that no definition has",
    file: "evaluations/per-mu.yaml",
    right: "tax_per_mu: { weight: 20, ratio_to",
    wrong: "tax_per_muu: { weight: 20, ratio_to",
    points: "tax_per_muu",
    code: "LZ2009",
  },
];

function copy(): string {
  const folder = mkdtempSync(join(tmpdir(), "lianzhang-mistakes-"));
  made.push(folder);
  cpSync(MEISHAN, join(folder, "meishan-2023"), { recursive: true });
  return join(folder, "meishan-2023");
}

/** Writes the mistake and says where its line and column are. */
function plant(folder: string, m: Planted): string {
  const path = join(folder, m.file);
  const text = readFileSync(path, "utf8");
  const at = text.indexOf(m.right);
  expect({ what: m.what, found: at >= 0 }).toEqual({ what: m.what, found: true });
  const edited = text.slice(0, at) + m.wrong + text.slice(at + m.right.length);
  writeFileSync(path, edited);
  const before = edited.slice(0, at + m.wrong.indexOf(m.points));
  return `${m.file}:${before.split("\n").length}:${before.length - before.lastIndexOf("\n")} ${m.code}`;
}

test("the decision as shipped has no error", async () => {
  const { diagnostics } = await loadDecision(MEISHAN);
  expect(diagnostics.filter((d) => d.severity === "error")).toEqual([]);
});

test("ten planted mistakes are ten errors, each at its place, each with what to do", async () => {
  const folder = copy();
  const expected = MISTAKES.map((m) => plant(folder, m));
  const { model, diagnostics } = await loadDecision(folder);
  const errors = diagnostics.filter((d) => d.severity === "error");
  const found = errors.map(
    (d) =>
      `${d.file.slice(d.file.indexOf("meishan-2023/") + "meishan-2023/".length)}:${d.line}:${d.column} ${d.code}`,
  );
  expect(model).toBeNull();
  expect(found.toSorted()).toEqual(expected.toSorted());
  // What to do: a hint, or the values the message lists.
  expect(errors.filter((d) => !d.hint && !d.message.includes("must be one of"))).toEqual([]);
});

test("grading firms on a figure fed back for analysis only is refused, with the path to the field", async () => {
  const folder = copy();
  const form = join(folder, "forms/records.yaml");
  const cleared = "uses: [analysis, evaluation, incentive]";
  const text = readFileSync(form, "utf8");
  expect(text).toContain(cleared);
  writeFileSync(form, text.replace(cleared, "uses: [analysis]"));
  const { model, diagnostics } = await loadDecision(folder);
  const refused = diagnostics.filter((d) => d.severity === "error");
  expect(model).toBeNull();
  expect([...new Set(refused.map((d) => d.code))]).toEqual(["LZ2020"]);
  expect(refused.some((d) => /per_mu.*tax_per_mu.*tax_records\.taxes_paid/s.test(d.message))).toBe(true);
  expect(refused.every((d) => d.file.endsWith("evaluations/per-mu.yaml"))).toBe(true);
});
