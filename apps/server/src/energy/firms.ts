/** GET /api/energy/firms: the account of every firm that the viewer sees, the largest first. */
import type { EnergyFirms } from "@lianzhang/contract";
import type { Indicator } from "@lianzhang/definitions";
import type { Figure } from "@lianzhang/engine";
import type { Language } from "@lianzhang/kernel";
import type { Frame } from "../asked.ts";
import { asOfOf } from "../asked.ts";
import type { Context } from "../context.ts";
import { notFound } from "../errors.ts";
import { placeOf } from "../evaluation/present.ts";
import type { Firm } from "../evaluation/results.ts";
import { seenFirms } from "../evaluation/results.ts";
import type { FirmTable } from "../firms.ts";
import { firmTable } from "../firms.ts";
import type { Filters, Listing } from "../list.ts";
import { byCount, byValue, counted, inOrder, narrowed, pageOf, UNPLACED } from "../list.ts";
import { absent, figureData, reference } from "../present.ts";
import type { Cell, Sheet } from "../routes/sheet.ts";
import { cell, heads, marks, pick } from "../routes/sheet.ts";
import { hidesFirms } from "../sight/sight.ts";
import { listed, yearOf } from "./content.ts";

export type EnergyFilters = Filters<"county"> & { readonly sort?: string | undefined };

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

const listing: Listing<Account, "county"> = {
  who: ({ firm }) => firm,
  keys: { county: ({ firm }) => [firm.places.county ?? UNPLACED] },
};

/** By name or by any of the figures, the first of them downwards where nothing is asked. */
const sorted = (
  columns: readonly Indicator[],
  all: readonly Account[],
  sort: string | undefined,
): Account[] =>
  inOrder(
    all,
    sort || `-${columns[0]?.id ?? "name"}`,
    {
      name: byValue((a) => a.firm.name),
      ...Object.fromEntries(
        columns.map((c) => [c.id, byValue((a: Account) => a.figures.get(c.id)?.value ?? null)]),
      ),
    },
    (a, b) => (a.firm.code < b.firm.code ? -1 : 1),
  );

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
  const all = (await seenFirms(context, table, frame)).flatMap((firm): Account[] => {
    const own = bySubject.get(firm.code);
    return own === undefined ? [] : [{ firm, figures: own }];
  });
  const found = narrowed(listing, all, filters);
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
  const counts = counted(listing, all, filters, "county");
  return {
    asOf: asOfOf(context, frame),
    columns: columns.map((c) => reference(c.id, c.label)),
    ...pageOf(found, page, size, (a) => rowOf(context, accounts, a)),
    facets: {
      county: byCount(counts, (code) => placeOf(context, { table }, "county", code)?.label ?? null),
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
