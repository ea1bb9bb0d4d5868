/** GET /api/energy/firms: the account of every firm that the viewer sees, the largest first. */
import type { EnergyFirms } from "@lianzhang/contract";
import type { Indicator } from "@lianzhang/definitions";
import type { Figure } from "@lianzhang/engine";
import type { Language } from "@lianzhang/kernel";
import { nearest } from "@lianzhang/kernel";
import type { Frame } from "../asked.ts";
import { asOfOf } from "../asked.ts";
import type { Context } from "../context.ts";
import { badQuery, notFound } from "../errors.ts";
import { placeOf } from "../evaluation/present.ts";
import type { Firm } from "../evaluation/results.ts";
import { seenFirms } from "../evaluation/results.ts";
import type { FirmTable } from "../firms.ts";
import { firmTable } from "../firms.ts";
import { absent, figureData, reference, UNKNOWN } from "../present.ts";
import type { Cell, Sheet } from "../routes/sheet.ts";
import { cell, heads, marks, pick } from "../routes/sheet.ts";
import { hidesFirms } from "../sight/sight.ts";
import { listed, yearOf } from "./content.ts";

export interface EnergyFilters {
  readonly q?: string | undefined;
  readonly sort?: string | undefined;
  readonly county?: string | undefined;
}

interface Account {
  readonly firm: Firm;
  readonly figures: ReadonlyMap<string, Figure>;
}

interface Accounts {
  readonly frame: Frame;
  readonly table: FirmTable;
  readonly columns: readonly Indicator[];
  readonly all: readonly Account[];
  readonly found: readonly Account[];
}

const NO_PLACE = "unknown";

function sorted(columns: readonly Indicator[], all: readonly Account[], sort: string | undefined): Account[] {
  const asked = sort === undefined || sort === "" ? `-${columns[0]?.id ?? "name"}` : sort;
  const [descending, id] = asked.startsWith("-") ? [true, asked.slice(1)] : [false, asked];
  const known = ["name", ...columns.map((c) => c.id)];
  if (!known.includes(id)) {
    const near = nearest(id, known);
    throw badQuery(
      { zh: `不能按「${id}」排序`, en: `cannot sort by "${id}"` },
      near === null ? null : { zh: `是否指 ${near}?`, en: `did you mean ${near}?` },
    );
  }
  const by = (a: Account): bigint | string | null =>
    id === "name" ? a.firm.name : (a.figures.get(id)?.value ?? null);
  return all.toSorted((a, b) => {
    const [x, y] = [by(a), by(b)];
    // what is missing comes last in both directions
    if (x === null || y === null) return x === y ? (a.firm.code < b.firm.code ? -1 : 1) : x === null ? 1 : -1;
    if (x !== y) return x < y === descending ? 1 : -1;
    return a.firm.code < b.firm.code ? -1 : 1;
  });
}

/** Firms with an account that fit, in their order. */
async function accountsOf(context: Context, asked: Frame, filters: EnergyFilters): Promise<Accounts> {
  const frame = yearOf(context, asked);
  const columns = listed(context, "firm");
  const table = await firmTable(context, frame);
  if (table === null || columns.length === 0)
    throw notFound({ zh: "能耗双碳核算", en: "accounts of energy" }, "energy", null);
  const figures = await context.figures(
    frame,
    columns.map((c) => c.id),
    [[]],
  );
  const bySubject = new Map<string, Map<string, Figure>>();
  for (const f of figures) {
    if (f.subject === null) continue;
    const own = bySubject.get(f.subject) ?? new Map<string, Figure>();
    bySubject.set(f.subject, own.set(f.indicator, f));
  }
  const words = filters.q?.trim().normalize("NFKC").toLowerCase() ?? "";
  const all = (await seenFirms(context, table, frame)).flatMap((firm): Account[] => {
    const own = bySubject.get(firm.code);
    const fits =
      words === "" || firm.name.toLowerCase().includes(words) || firm.code.toLowerCase().includes(words);
    return own === undefined || !fits ? [] : [{ firm, figures: own }];
  });
  const found = all.filter(
    (a) =>
      filters.county === undefined ||
      filters.county === "" ||
      (a.firm.places.county ?? NO_PLACE) === filters.county,
  );
  return { frame, table, columns, all, found: sorted(columns, found, filters.sort) };
}

function rowOf(context: Context, { frame, table, columns }: Accounts, { firm, figures }: Account) {
  const p = { model: context.model, demo: context.instance.demo };
  const subject = { code: firm.code, name: firm.name };
  return {
    code: firm.code,
    name: firm.name,
    county: placeOf(context, { table }, "county", firm.places.county),
    park: placeOf(context, { table }, "park", firm.places.park),
    figures: columns.map((i) => {
      const found = figures.get(i.id);
      return found === undefined
        ? { ...absent(p, i, frame.period, "no_rows"), subject }
        : figureData(p, i, found, subject);
    }),
    marks: context.instance.demo ? (["demo"] as const) : [],
  };
}

export async function energyFirms(
  context: Context,
  asked: Frame,
  filters: EnergyFilters,
  page: number,
  size: number,
): Promise<EnergyFirms> {
  const accounts = await accountsOf(context, asked, filters);
  const { frame, table, columns, all, found } = accounts;
  const counts = new Map<string, number>();
  for (const { firm } of all) {
    const county = firm.places.county ?? NO_PLACE;
    counts.set(county, (counts.get(county) ?? 0) + 1);
  }
  return {
    asOf: asOfOf(context, frame),
    columns: columns.map((c) => reference(c.id, c.label)),
    total: found.length,
    page,
    size,
    rows: found.slice((page - 1) * size, page * size).map((a) => rowOf(context, accounts, a)),
    facets: {
      county: [...counts]
        .map(([code, count]) => ({
          code,
          label: placeOf(context, { table }, "county", code)?.label ?? UNKNOWN,
          count,
        }))
        .toSorted((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1)),
    },
    limited: hidesFirms(context.sight),
  };
}

/** The accounts on their way into a file. */
export async function energySheet(
  context: Context,
  asked: Frame,
  filters: EnergyFilters,
  language: Language,
): Promise<Sheet> {
  const accounts = await accountsOf(context, asked, filters);
  return {
    name: language === "zh" ? "能耗双碳" : "Energy and carbon",
    head: [
      ...heads(
        language,
        ["统一社会信用代码", "企业名称", "县区", "园区"],
        ["Code", "Name", "County", "Park"],
      ),
      ...accounts.columns.map((c) => `${c.label[language]}(${c.unit.text})`),
      ...heads(language, ["标记"], ["Marks"]),
    ],
    rows: accounts.found.map((a): Cell[] => {
      const row = rowOf(context, accounts, a);
      return [
        row.code,
        row.name,
        pick(row.county?.label ?? null, language),
        pick(row.park?.label ?? null, language),
        ...row.figures.map((f) => cell(f.value)),
        marks(row.marks, language),
      ];
    }),
  };
}
