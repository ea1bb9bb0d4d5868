/** What each lawful input says of itself: one small change of the valid folder an example. */
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { formatDay, parseDay, parsePeriod } from "@lianzhang/kernel";
import type { Day, Period } from "@lianzhang/kernel";
import { describe, expect, test } from "vitest";
import { loadDecision } from "../load.ts";
import type { Form, Model } from "../model.ts";
import { expiryFindings } from "../purpose.ts";
import { dueOn, existsFrom, latestPeriod, openingOf } from "./opening.ts";
import { releasedOn } from "./released-on.ts";

const valid = fileURLToPath(new URL("../../../../tests/fixtures/definitions/valid", import.meta.url));

interface Change {
  readonly forms?: readonly (readonly [from: string, to: string])[];
  readonly files?: Readonly<Record<string, string>>;
}

/** The valid folder with texts of its forms replaced and files added. */
async function changed({ forms = [], files = {} }: Change): Promise<{ model: Model | null; told: string[] }> {
  const folder = await mkdtemp(join(tmpdir(), "forms-"));
  try {
    await cp(valid, folder, { recursive: true });
    let text = await readFile(join(valid, "forms.yaml"), "utf8");
    for (const [from, to] of forms) {
      if (!text.includes(from)) throw new Error(`forms.yaml does not contain ${from}`);
      text = text.replace(from, to);
    }
    await writeFile(join(folder, "forms.yaml"), text);
    for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
    const { model, diagnostics } = await loadDecision(folder);
    return { model, told: diagnostics.map((d) => d.code) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

const EVERY = "every: month";
const CHECK = "must: export_value <= gross_output, say";
const period = (text: string): Period => parsePeriod(text) ?? { from: 0, to: 0 };
const day = (text: string): Day => parseDay(text) ?? 0;

async function formOf(change: Change, id = "monthly_output"): Promise<{ model: Model; form: Form }> {
  const { model, told } = await changed(change);
  expect(told).toEqual([]);
  const form = model?.forms.get(id);
  if (!model || !form) throw new Error(`no form ${id}`);
  return { model, form };
}

describe("a firm's own copy is checked for its structure only", () => {
  test.each([
    ["parts within their whole", "must: export_value <= gross_output", true],
    ["a sign", "must: gross_output >= 0 千元", true],
    [
      "an identity",
      "must: { identity: gross_output = export_value + export_value, tolerance: 1 千元 }",
      true,
    ],
    ["an implication", "must: not export_value > 0 千元 or gross_output > 0 千元", true],
    ["not below nothing", "must: { range: gross_output, from: 0 千元 }", true],
    ["a multiple", "explain: export_value <= 1.5 * gross_output", false],
    ["a figure", "explain: gross_output <= 5000 千元", false],
    ["a range", "explain: { range: gross_output, from: 0.5 千元 }", false],
    ["last year's same period", "explain: gross_output >= gross_output_prior", false],
    ["a former period", "explain: gross_output >= lag(gross_output, 1)", false],
    ["other firms", "note: gross_output <= avg(gross_output)", false],
    ["what the tax office has", "must: { balance: gross_output = tax_records.taxes_paid }", false],
    ["a jump", "note: { jump: [gross_output] }", false],
    ["a cumulative against last month", "must: { cumulative: [gross_output] }", false],
    ["a unit slip", "note: { slip: [gross_output], beside: export_value }", false],
  ])("%s", async (_, rule, allowed) => {
    const { told } = await changed({ forms: [[CHECK, `${rule}, say`]] });
    if (allowed) expect(told).toEqual([]);
    else expect(told).not.toEqual([]);
    if (!allowed && !rule.includes("tax_records") && !rule.includes("lag") && !rule.includes("avg"))
      expect(told).toEqual(["LZ2053"]);
  });

  test("records may be held against former periods and other fields", async () => {
    const checks = `fields:
      taxes_paid: { label: 实缴税金, en: Taxes paid, unit: 元, as: flow, signed: true, also: [入库税额] }
    checks:
      - { explain: { jump: [taxes_paid], beyond: 8, past: 4 }, say: { zh: 波动, en: Jump } }
      - { note: { slip: [taxes_paid] }, say: { zh: 单位, en: Unit }, source: K044, assumed: true }`;
    const { form } = await formOf(
      {
        forms: [
          ["fields:\n      taxes_paid: { label: 实缴税金, en: Taxes paid, unit: 元, as: flow }", checks],
        ],
      },
      "tax_records",
    );
    expect(form.fields.get("taxes_paid")).toMatchObject({ signed: true, also: ["入库税额"] });
    expect(form.checks).toMatchObject([
      { kind: "jump", fields: ["taxes_paid"], beyond: 8, past: 4, strength: "explain", assumed: false },
      { kind: "slip", beside: null, strength: "note", source: "K044", assumed: true },
    ]);
  });
});

describe("keys that do not fit are told", () => {
  test.each([
    [
      "two kinds in one check",
      [[CHECK, "must: { range: gross_output, slip: [gross_output] }, say"]],
      "LZ2025",
    ],
    ["a range without ends", [[CHECK, "must: { range: gross_output }, say"]], "LZ2025"],
    ["a field that is not there", [[CHECK, "must: { range: gross_outpt, from: 0 千元 }, say"]], "LZ2009"],
    ["an identity without =", [[CHECK, "must: { identity: gross_output > export_value }, say"]], "LZ2052"],
    ["a balance of one form", [[CHECK, "must: { balance: gross_output = export_value }, say"]], "LZ2052"],
    ["a window on records", [["every: year", "window: { closes: 5 }\n    every: year"]], "LZ2052"],
    ["a purpose beyond the uses", [[EVERY, `purposes: [incentive]\n    ${EVERY}`]], "LZ2016"],
    ["a parameter that is not there", [[EVERY, `window: { closes: last_day }\n    ${EVERY}`]], "LZ2009"],
    ["a day that is an amount of money", [[EVERY, `window: { closes: floor }\n    ${EVERY}`]], "LZ2052"],
    ["matching by name on own copies", [[EVERY, `matched_by: [name]\n    ${EVERY}`]], "LZ2052"],
    ["releases of an own copy", [[EVERY, `releases: []\n    ${EVERY}`]], "LZ2052"],
    ["one older name for two fields", [["en: Exports,", "en: Exports, also: [工业总产值],"]], "LZ2056"],
    [
      "a slip beside a figure of another kind",
      [
        [
          "unit: 元, as: flow }",
          "unit: 元, as: flow }\n      staff: { label: 人数, en: Staff, unit: 人, as: flow }\n    checks:\n      - { note: { slip: [taxes_paid], beside: staff }, say: { zh: 单位, en: Unit } }",
        ],
      ],
      "LZ2052",
    ],
    ["a survey with an empty number", [["number: 清调01", 'number: ""']], "LZ2015"],
    [
      "a survey that is due before it is taken",
      [["number: 清调01", "number: 清调01, collected: { from: 22, due: 15 }"]],
      "LZ2052",
    ],
    [
      "codes on a figure with a unit",
      [["unit: 元, as: flow }", "unit: 元, as: flow, codes: { 1: { zh: 是, en: Yes } } }"]],
      "LZ2052",
    ],
  ] as const)("%s", async (_, forms, code) => {
    expect((await changed({ forms })).told).toEqual([code]);
  });
});

describe("when a form is open", () => {
  const may = period("2024-05");

  test("an own copy waits for the national window to close", async () => {
    const { model, form } = await formOf({ forms: [[EVERY, `window: { closes: 16 }\n    ${EVERY}`]] });
    expect(openingOf(form, may, day("2024-05-31"), model)).toMatchObject({ open: false, because: "period" });
    const early = openingOf(form, may, day("2024-06-16"), model);
    expect(early).toMatchObject({ open: false, because: "window", opens: day("2024-06-17") });
    expect(openingOf(form, may, day("2024-06-17"), model)).toEqual({ open: true });
  });

  test("the closing day may be a dated parameter; where it has no value, no copy is taken", async () => {
    const closing = `parameters:
  closing:
    label: { zh: 截止日, en: Closing day }
    unit: "1"
    by: period_end
    values: [{ since: 2024-01-01, value: 31, source: 通知 }]
`;
    const { model, form } = await formOf({
      forms: [[EVERY, `window: { months_after: 1, closes: closing }\n    ${EVERY}`]],
      files: { "closing.yaml": closing },
    });
    // June has 30 days
    expect(openingOf(form, may, day("2024-06-30"), model)).toMatchObject({ opens: day("2024-07-01") });
    expect(openingOf(form, period("2023-05"), day("2024-06-30"), model)).toMatchObject({
      because: "no_window",
    });
  });

  test("a firm may tick what the form's uses allow; a consent ends after a year unless the form says otherwise", async () => {
    expect((await formOf({})).form.consent).toEqual({ purposes: ["analysis", "evaluation"], months: 12 });
    const ticked = `purposes: [analysis]\n    consent_months: 24\n    ${EVERY}`;
    expect((await formOf({ forms: [[EVERY, ticked]] })).form.consent).toEqual({
      purposes: ["analysis"],
      months: 24,
    });
  });

  test("a survey is refused after its date, and the check of the folder says so", async () => {
    const { model, form } = await formOf({}, "energy_survey");
    const year = period("2025");
    expect(openingOf(form, year, day("2026-12-31"), model)).toEqual({ open: true });
    expect(openingOf(form, year, day("2027-01-01"), model)).toMatchObject({
      open: false,
      because: "approval",
    });
    expect(latestPeriod(form, day("2025-12-31"))).toEqual(period("2024"));
    expect(dueOn(form, year)).toBeNull();
    expect(expiryFindings(model, day("2026-12-31"))).toEqual([]);
    expect(expiryFindings(model, day("2027-01-01")).map((d) => d.code)).toEqual(["LZ3019"]);
  });
});

test("an estimate is taken and due within its own month, the last day where the month is shorter", async () => {
  const survey: Change["forms"] = [
    ["number: 清调01", "number: 清调01, assumed: true, collected: { from: 15, due: 31 }"],
    ["every: year\n    fields:\n      energy_used", "every: month\n    fields:\n      energy_used"],
  ];
  const { model, form } = await formOf({ forms: survey }, "energy_survey");
  const june = period("2025-06");
  expect(form.survey?.assumed).toBe(true);
  expect(latestPeriod(form, day("2025-06-14"))).toEqual(period("2025-05"));
  expect(openingOf(form, june, day("2025-06-14"), model)).toMatchObject({ opens: day("2025-06-15") });
  expect(latestPeriod(form, day("2025-06-15"))).toEqual(june);
  expect(openingOf(form, june, day("2025-06-15"), model)).toEqual({ open: true });
  expect(dueOn(form, june)).toBe(day("2025-06-30"));
  // late is late, not refused
  expect(openingOf(form, june, day("2025-07-03"), model)).toEqual({ open: true });
});

describe("a release calendar", () => {
  const FEEDBACK = "input: records\n    holder: tax_office";
  const releases = (rows: string): Change => ({
    forms: [
      [FEEDBACK, "input: feedback\n    releases: file releases.csv\n    holder: tax_office"],
      ["uses: [analysis, evaluation, incentive]", "uses: [analysis]"],
    ],
    files: { "releases.csv": `form,period,version,day,source\n${rows}` },
  });
  const mistakes = async (rows: string): Promise<string[]> =>
    (await changed(releases(rows))).told.filter((c) => c === "LZ2055");

  test("says from which day a figure exists; a period without a day is provisional", async () => {
    const { model } = await changed({
      forms: [
        [
          "input: survey\n    survey: { number: 清调01, authority: 清溪市经济和信息化局, approval: 清统函〔2023〕1号, valid_until: 2026-12-31 }",
          "input: feedback\n    releases: file releases.csv",
        ],
      ],
      files: {
        "releases.csv":
          "form,period,version,day,source\nenergy_survey,2024,快报,2025-02-20,日程\nenergy_survey,2024,最终,2025-10-20,日程\nother,2023,,2024-02-01,日程\n",
      },
    });
    const form = model?.forms.get("energy_survey");
    if (!form) throw new Error("no form");
    expect(formatDay(existsFrom(form, period("2024")) ?? 0)).toBe("2025-02-20");
    expect(formatDay(existsFrom(form, period("2024"), "final") ?? 0)).toBe("2025-10-20");
    expect(existsFrom(form, period("2023"))).toBeNull();
  });

  describe("a figure is out when the months that it reads are", () => {
    const calendar = (rows: string) => ({
      forms: [
        [
          "input: survey\n    survey: { number: 清调01, authority: 清溪市经济和信息化局, approval: 清统函〔2023〕1号, valid_until: 2026-12-31 }",
          "input: feedback\n    releases: file releases.csv",
        ],
      ] as const,
      files: { "releases.csv": `form,period,version,day,source\n${rows}` },
    });
    const days =
      "energy_survey,2023,快报,2024-02-20,日程\nenergy_survey,2024,快报,2025-02-20,日程\nenergy_survey,2024,最终,2025-10-20,日程\n";
    const dayOf = async (indicator: string, asked: string): Promise<string | null> => {
      const { model } = await changed(calendar(days));
      const found = model?.indicators.get(indicator);
      if (model === null || found === undefined) throw new Error(`no ${indicator}`);
      const day = releasedOn(model, found, period(asked));
      return day === null ? null : formatDay(day);
    };

    test("the first version opens it", async () => {
      expect(await dayOf("energy_total", "2024")).toBe("2025-02-20");
      expect(await dayOf("energy_total", "2023")).toBe("2024-02-20");
    });
    test("a period that no calendar names is held by nothing, nor is another form's figure", async () => {
      expect(await dayOf("energy_total", "2022")).toBeNull();
      expect(await dayOf("tax_per_mu", "2024")).toBeNull();
    });
  });

  test.each([
    ["a day before the period ends", "tax_records,2024,,2024-12-31,日程"],
    ["a day that is none", "tax_records,2024,,二月,日程"],
    ["a version nobody knows", "tax_records,2024,初稿,2025-02-20,日程"],
    ["no source", "tax_records,2024,,2025-02-20,"],
    ["one period twice", "tax_records,2024,,2025-02-20,日程\ntax_records,2024,,2025-02-21,日程"],
  ])("%s is told", async (_, rows) => expect(await mistakes(rows)).toEqual(["LZ2055"]));
});
