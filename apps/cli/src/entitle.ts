/** `entitle`: who receives what, from which fund, by which clause, as a table, as JSON, or as a file. */
import type { Entitlement, Model } from "@lianzhang/definitions";
import type { Claim, EntitleResult, Held, Ledger, LedgerDifference } from "@lianzhang/engine";
import { claimKey, entitle, ledgerDifference, readClaimLedger } from "@lianzhang/engine";
import type { Label, Language } from "@lianzhang/kernel";
import { decimalText, formatDay, formatPeriod, samePeriod, unit } from "@lianzhang/kernel";
import type { Parsed } from "./arguments.ts";
import type { City } from "./city.ts";
import { diagnosticJson } from "./city.ts";
import { line } from "./diagnostic-text.ts";
import { answerCommand } from "./mechanism-command.ts";
import type { Asked } from "./mechanism-command.ts";
import { askedOf } from "./question.ts";
import { subjectNames } from "./subject-names.ts";
import { table } from "./table.ts";
import type { Terminal } from "./terminal.ts";
import { REASON_WORDS } from "./words.ts";
import { csv } from "./write.ts";

const HELD: Readonly<Record<Held, Label>> = {
  excluded: { zh: "与其他事项不重复享受", en: "another one pays more" },
  not_reviewed: { zh: "未见公平竞争审查通过结论", en: "no passed review for fair competition" },
  not_in_force: { zh: "不在有效期内", en: "not in force" },
  year_cap: { zh: "本年已付达年度上限", en: "what was paid this year reaches the year's cap" },
  fund_short: { zh: "资金不足", en: "the fund does not reach" },
};

const DIFFERENCES: Readonly<Record<Exclude<LedgerDifference, null>, Label>> = {
  paid_not_due: { zh: "台账已付而不应兑", en: "paid in the ledger and not due" },
  paid_more: { zh: "台账多付", en: "the ledger paid more" },
  differs: { zh: "与台账金额不同", en: "differs from the ledger" },
};

const YUAN = { numeric: "exact", unit: unit("元") } as const;
const yuan = (fen: bigint | null): string | null => (fen === null ? null : decimalText(fen, YUAN));

export function entitleCommand(parsed: Parsed, terminal: Terminal): Promise<number> {
  const asked = askedOf(parsed);
  return answerCommand(parsed, terminal, { claims: [], funds: [] }, async (city) => {
    const { model } = city;
    terminal.progress({
      zh: `计算 ${model.entitlements.size} 项奖补事项,${formatPeriod(asked.period)}`,
      en: `computing ${model.entitlements.size} incentives, ${formatPeriod(asked.period)}`,
    });
    const entitled = await entitledOf(city, asked);
    const rows = await claimRows(city, entitled, terminal.language);
    return {
      document: entitleDocument(city, entitled, rows),
      csv: () => csv(CLAIM_COLUMNS, rows),
      lines: () => linesOf(model, entitled, rows, terminal.language),
    };
  });
}

/** Who receives what, beside the ledger of what was entered and paid. */
export interface Entitled {
  readonly result: EntitleResult;
  /** null: none was given. */
  readonly ledger: Ledger | null;
}

/** The ledger is read as the data folder has it and never written. */
export async function entitledOf(city: City, asked: Asked): Promise<Entitled> {
  const { model, store, versions } = city;
  const ledger = await readClaimLedger(model, store);
  const payments = (ledger?.entries ?? []).flatMap((e) => (e.paid === null ? [] : [{ ...e, paid: e.paid }]));
  return { result: await entitle(model, store, asked, versions, payments), ledger };
}

/** Every claim as a flat record, with names. */
export async function claimRows(
  city: City,
  { result, ledger }: Entitled,
  language: Language,
): Promise<ClaimRow[]> {
  const names = await namesOf(city, result);
  const booked = new Map<string, bigint[]>();
  for (const e of ledger?.entries ?? []) {
    if (e.granted === null || !samePeriod(e.period, result.request.period)) continue;
    const key = claimKey(e.entitlement, e.subject);
    booked.set(key, [...(booked.get(key) ?? []), e.granted]);
  }
  return result.claims.map((c) =>
    rowOf(city.model, c, names, booked.get(claimKey(c.entitlement, c.subject)) ?? [], language),
  );
}

async function namesOf(city: City, result: EntitleResult): Promise<ReadonlyMap<string, string>> {
  const registers = new Set(
    result.claims.map((c) => city.model.entitlements.get(c.entitlement)?.subject ?? ""),
  );
  const all = await Promise.all([...registers].map((r) => subjectNames(city, r)));
  return new Map(all.flatMap((m) => [...m]));
}

export const CLAIM_COLUMNS = [
  "entitlement",
  "label",
  "clause",
  "source",
  "subject",
  "name",
  "due",
  "reason",
  "granted",
  "paid",
  "owed",
  "held",
  "fund",
  "assumed",
  "place",
  "place_of",
  "booked",
  "difference",
] as const;
export type ClaimRow = Readonly<Record<(typeof CLAIM_COLUMNS)[number], string | boolean | null>>;

/** One claim as a flat record; money as exact decimals of 元. */
function rowOf(
  model: Model,
  c: Claim,
  names: ReadonlyMap<string, string>,
  booked: readonly bigint[],
  language: Language,
): ClaimRow {
  const e = model.entitlements.get(c.entitlement);
  return {
    entitlement: c.entitlement,
    label: e?.label[language] ?? c.entitlement,
    clause: e?.clause ?? null,
    source: e?.source ?? null,
    subject: c.subject,
    name: names.get(c.subject) ?? null,
    due: yuan(c.due),
    reason: c.reason,
    granted: yuan(c.granted),
    paid: yuan(c.paid),
    owed: yuan(c.owed),
    held: c.held.join("+"),
    fund: e?.fund ?? null,
    assumed: e?.assumed ?? false,
    place: c.place === null ? null : String(c.place.place),
    place_of: c.place === null ? null : String(c.place.of),
    booked: booked.length === 0 ? null : yuan(booked.reduce((a, b) => a + b, 0n)),
    difference: ledgerDifference(c, booked),
  };
}

export function entitleDocument(
  city: City,
  { result, ledger }: Entitled,
  claims: readonly ClaimRow[],
): Record<string, unknown> {
  const { request, key } = result;
  return {
    decision: city.model.id,
    period: formatPeriod(request.period),
    known: request.known === null ? null : formatDay(request.known),
    key: { ...key, known: key.known === null ? null : formatDay(key.known) },
    claims,
    funds: result.funds.map((f) => ({ fund: f.fund, has: yuan(f.has), granted: yuan(f.granted) })),
    diagnostics: [...city.diagnostics, ...(ledger?.diagnostics ?? [])].map(diagnosticJson),
  };
}

/** Sure ones first, entitlement by entitlement; then who must supply what (快申快享). */
function linesOf(
  model: Model,
  { result, ledger }: Entitled,
  rows: readonly ClaimRow[],
  language: Language,
): string[] {
  const zh = language === "zh";
  if (model.entitlements.size === 0)
    return [zh ? "本决定目录没有奖补事项" : "this decision folder has no entitlements"];
  const said = (c: Claim, r: ClaimRow | undefined): string =>
    [
      ...c.held.map((h) => HELD[h][language]),
      ...(c.place === null
        ? []
        : [
            zh
              ? `资金排序第${c.place.place}(共${c.place.of})`
              : `place ${c.place.place} of ${c.place.of} in the fund`,
          ]),
      ...Object.entries(DIFFERENCES).flatMap(([kind, words]) =>
        r?.difference === kind ? [words[language]] : [],
      ),
      ...(c.reason === null
        ? []
        : [`${zh ? "待补数据:" : "to be supplied: "}${REASON_WORDS[c.reason][language]}`]),
    ].join(zh ? ";" : "; ");
  const head = zh
    ? ["奖补事项", "代码", "名称", "应兑现(元)", "可兑现(元)", "已兑现(元)", "差额(元)", "说明"]
    : ["incentive", "code", "name", "due (yuan)", "granted", "paid", "owed", "note"];
  const lines = result.claims.map((c, i) => {
    const r = rows[i];
    return [
      c.entitlement,
      c.subject,
      String(r?.name ?? ""),
      String(r?.due ?? "—"),
      String(r?.granted ?? ""),
      String(r?.paid ?? "—"),
      String(r?.owed ?? ""),
      said(c, r),
    ];
  });
  return [
    ...table(head, lines, ["left", "left", "left", "right", "right", "right", "right", "left"]),
    "",
    ...entitleSummary(model, result, language),
    ...(ledger?.diagnostics ?? []).map((d) => line(d, language)),
  ];
}

/** One line an entitlement, then one a fund. */
export function entitleSummary(model: Model, result: EntitleResult, language: Language): string[] {
  const sums = [...model.entitlements.values()].map((e) => sumLine(e, result, language));
  const funds = result.funds.map((f) => `${f.fund}: ${yuan(f.granted) ?? ""} / ${yuan(f.has) ?? "—"}`);
  return [...sums, ...funds];
}

function sumLine(e: Entitlement, result: EntitleResult, language: Language): string {
  const own = result.claims.filter((c) => c.entitlement === e.id);
  const total = yuan(own.reduce((sum, c) => sum + c.granted, 0n)) ?? "0";
  const open = own.filter((c) => c.due === null).length;
  return language === "zh"
    ? `${e.label.zh}(${e.id}):${own.length - open} 户应兑现,可兑现 ${total} 元,${open} 户待补数据;${e.source}${e.assumed ? ";暂定口径" : ""}`
    : `${e.label.en} (${e.id}): ${own.length - open} due, ${total} yuan granted, ${open} to be supplied; ${e.source}${e.assumed ? "; assumed" : ""}`;
}
