/** Sentences: worked examples of the rules, checked whenever the folder is (`lianzhang check`). */
import { PLAIN_ID, parseDecimal, parsePeriod } from "@lianzhang/kernel";
import { z } from "zod";
import { dayOf, labelInput, labelOf, text } from "../common.ts";
import type { Kind } from "../kind.ts";
import { defineKind } from "../kind.ts";
import type { Loading } from "../loading.ts";
import type { Expectation, Expected, ExpectedCount, Given, GivenSubject } from "../sentences/model.ts";
import { givenOf, inSeries } from "../sentences/read-given.ts";
import type { Entry } from "../source/entry.ts";

const cell = z.union([z.boolean().transform(String), text]);
const cells = z.record(z.string(), cell);

export const sentenceKind: Kind = defineKind({
  name: "sentences",
  form: "map",
  id: PLAIN_ID,
  schema: z.strictObject({
    says: labelInput,
    en: z.string().optional(),
    source: text.optional(),
    period: text,
    known: z.string().optional(),
    given: z
      .record(z.string(), z.record(z.string(), cells))
      .describe("by register and subject; a1..a9 are nine subjects, 1..9 万元 their values, evenly"),
    expect: z.record(z.string(), cells).default({}).describe("by subject and figure"),
    counts: z
      .record(z.string(), z.record(z.string(), z.number().int().min(0)))
      .default({})
      .describe("by evaluation and class: how many"),
  }),
  build(entry, value, loading): void {
    const says = labelOf(value.says, value.en, entry, ["says"], loading);
    const known = dayOf(value.known, entry, ["known"], loading);
    const period = parsePeriod(value.period);
    if (period === null) {
      loading.add(
        "LZ2011",
        entry.at("period"),
        `"${value.period}" is not a period`,
        "write it as 2024 or 2024-06",
      );
      return;
    }
    loading.later.push(() => {
      const given = Object.entries(value.given).flatMap(([register, subjects]) =>
        loading.refer("registers", register, entry.keyAt("given", register))
          ? Object.entries(subjects).flatMap(([name, of]) => subjectsOf(register, name, of, entry, loading))
          : [],
      );
      const expect = Object.entries(value.expect).flatMap(([subject, of]) =>
        Object.entries(of).flatMap(([name, written]) =>
          expectationOf(subject, name, written, entry, loading),
        ),
      );
      loading.sentences.set(entry.id, {
        id: entry.id,
        says,
        source: value.source ?? null,
        period,
        known,
        given,
        expect,
        counts: countsOf(value.counts, entry, loading),
        place: entry.place,
      });
    });
  },
});

/** `a1..a9` as nine subjects. */
function subjectNames(written: string): string[] {
  const m = /^(.*?)(\d+)\.\.\1(\d+)$/.exec(written);
  if (!m) return [written];
  const [from, to] = [Number(m[2]), Number(m[3])];
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => `${m[1] ?? ""}${from + i}`);
}

function subjectsOf(
  register: string,
  written: string,
  of: Readonly<Record<string, string>>,
  entry: Entry,
  loading: Loading,
): GivenSubject[] {
  const names = subjectNames(written);
  return names.map((subject, i) => ({
    register,
    subject,
    cells: Object.entries(of).flatMap(([name, text]): Given[] => {
      const place = entry.at("given", register, written, name);
      const before = loading.report.all.length;
      const found = givenOf(register, name, inSeries(text, i, names.length), place, loading);
      // of a run of subjects only the first is told
      if (found === null && i > 0 && loading.report.all.length > before) return [];
      return found === null ? [] : [found];
    }),
  }));
}

/** Figures of an evaluation that is refused are no second mistake. */
const ofRefused = (figure: string, loading: Loading): boolean =>
  [...(loading.ids.get("evaluations")?.keys() ?? [])].some(
    (id) => !loading.evaluations.has(id) && figure.startsWith(`${id}_`),
  );

function expectationOf(
  subject: string,
  name: string,
  written: string,
  entry: Entry,
  loading: Loading,
): Expectation[] {
  const path = ["expect", subject, name];
  if (ofRefused(name, loading)) return [];
  if (!loading.refer("indicators", name, entry.keyAt(...path))) return [];
  const expected = expectedOf(name, written, loading);
  if (expected === null) {
    loading.add(
      "LZ2006",
      entry.at(...path),
      `"${written}" is neither a number, a class nor missing`,
      "write 37.3490, A or missing",
    );
    return [];
  }
  return [{ subject, indicator: name, expected, written, place: entry.at(...path) }];
}

function expectedOf(indicator: string, written: string, loading: Loading): Expected | null {
  if (written === "missing") return { kind: "missing" };
  const evaluation = [...loading.evaluations.values()].find((e) => e.figures.class === indicator);
  if (evaluation?.classes.some((c) => c.id === written)) return { kind: "class", class: written };
  const value = parseDecimal(written);
  return value === null ? null : { kind: "number", value, decimals: written.split(".")[1]?.length ?? 0 };
}

function countsOf(
  written: Readonly<Record<string, Readonly<Record<string, number>>>>,
  entry: Entry,
  loading: Loading,
): ExpectedCount[] {
  return Object.entries(written).flatMap(([evaluation, counts]) => {
    if (!loading.refer("evaluations", evaluation, entry.keyAt("counts", evaluation))) return [];
    const classes = loading.evaluations.get(evaluation)?.classes;
    if (classes === undefined) return [];
    return Object.entries(counts).flatMap(([id, count]): ExpectedCount[] => {
      const place = entry.at("counts", evaluation, id);
      if (classes.some((c) => c.id === id)) return [{ evaluation, class: id, count, place }];
      loading.unknown(
        "class",
        id,
        classes.map((c) => c.id),
        place,
      );
      return [];
    });
  });
}
