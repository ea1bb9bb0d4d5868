/** GET and POST /api/operation/asks: who is asked for a figure that is missing, and that it has come. */
import type { AskableAnswer, CaseOutcomeAnswer, FigureAddress } from "@lianzhang/contract";
import type { Model } from "@lianzhang/definitions";
import { moveBetween } from "@lianzhang/definitions";
import type { Day, Period } from "@lianzhang/kernel";
import { formatDay, formatMonth, formatPeriod, parsePeriod } from "@lianzhang/kernel";
import type { Cases, ListedCase, Values, Viewer } from "@lianzhang/work";
import { CITY } from "@lianzhang/work";
import { cellOf, sameCell } from "../asked.ts";
import { openCase } from "../cases/act.ts";
import { rowFilter } from "../cases/desk.ts";
import type { Context } from "../context.ts";
import { ApiProblem, badQuery } from "../errors.ts";
import { reference, same } from "../present.ts";
import { indicatorNamed } from "../routes/indicators.ts";
import { freeCode } from "../registers/free-code.ts";
import { notAllowed } from "../door/identity.ts";
import { hides } from "../sight/sight.ts";
import type { OperationDesk } from "./desk.ts";
import { opens, reads, textIn } from "./desk.ts";
import type { Wanted } from "./holder.ts";
import { wantedFor } from "./holder.ts";
import { REGISTERS, REQUEST } from "./names.ts";

const MOST = 500;

function periodIn(text: string): Period {
  const period = parsePeriod(text);
  if (period !== null) return period;
  throw badQuery({ zh: `「${text}」不是时期`, en: `"${text}" is not a period` });
}

/** Value of the figure; null: it is missing. */
async function valueOf(context: Context, address: FigureAddress): Promise<bigint | null> {
  const { indicator, group, subject } = address;
  if (!context.model.indicators.has(indicator)) return null;
  const asked = { period: periodIn(address.period), known: null };
  const cell = group === undefined ? [] : [cellOf(context.model, group)];
  const figures = await context.figures(asked, [indicator], [cell.map((g) => g.key)]);
  const found = figures.find(
    (f) => f.subject === (subject ?? null) && (subject !== undefined || sameCell(f.group, cell)),
  );
  return found?.value ?? null;
}

async function nameOf(desk: OperationDesk, subject: string): Promise<string> {
  const record = await desk.registers.find("enterprise", { code: subject });
  return textIn(record?.spells.at(-1)?.values, "name") ?? subject;
}

async function wanted(context: Context, desk: OperationDesk, address: FigureAddress): Promise<Wanted | null> {
  const { subject, group } = address;
  if (subject !== undefined && hides(context.sight, subject)) return null;
  const { of } = indicatorNamed(context, address.indicator);
  if ((of !== null) !== (subject !== undefined)) return null;
  const cell = group === undefined ? null : cellOf(context.model, group);
  return wantedFor(context, {
    indicator: address.indicator,
    period: periodIn(address.period),
    group: cell === null || cell.code === null ? null : { key: cell.key, code: cell.code },
    subject: subject === undefined ? null : { code: subject, name: await nameOf(desk, subject) },
  });
}

/** What was asked of the figure last, as far as the viewer may see it. */
async function askedBefore(desk: OperationDesk, address: FigureAddress): Promise<ListedCase | null> {
  if (!reads(desk, "request")) return null;
  const where = [
    { kind: "any", field: "wanted_indicator", of: [address.indicator] },
    { kind: "any", field: "wanted_period", of: [address.period] },
  ] as const;
  const query = { procedure: REQUEST, where, limit: MOST };
  const found = await desk.cases.list(query, desk.today, rowFilter(desk, REGISTERS.request));
  const cell = address.group ?? null;
  const of = (found.kind === "page" ? found.cases : []).filter(
    ({ values }) =>
      textIn(values, "wanted_group") === cell &&
      (address.subject === undefined || textIn(values, "wanted_enterprise") === address.subject),
  );
  return of.toSorted((a, b) => a.case.entered - b.case.entered).at(-1) ?? null;
}

async function requestOut(desk: OperationDesk, found: ListedCase | null): Promise<AskableAnswer["request"]> {
  if (found === null) return null;
  const state = desk.model.procedures.get(REQUEST)?.states.get(found.case.state);
  const last = (await desk.cases.timeline(found.case.id)).findLast((e) => e.kind === "case");
  return {
    code: found.case.record.code,
    id: found.case.id,
    state: state?.label ?? same(found.case.state),
    final: state?.kind.startsWith("final") === true,
    by: textIn(found.values, "wanted_by"),
    due: textIn(found.values, "wanted_due"),
    reason: state?.kind === "final_failure" ? (last?.told?.reason ?? null) : null,
    arrived: textIn(found.values, "wanted_arrived_on"),
  };
}

export async function askable(
  context: Context,
  desk: OperationDesk,
  address: FigureAddress,
): Promise<AskableAnswer> {
  const found = (await valueOf(context, address)) === null ? await wanted(context, desk, address) : null;
  return {
    form: found === null ? null : reference(found.form.id, found.form.label),
    period: found === null ? null : formatPeriod(found.period),
    holder: found?.holder ?? null,
    may: opens(desk, "request"),
    request: await requestOut(desk, await askedBefore(desk, address)),
  };
}

/** Throws ApiProblem 403, 409. */
export async function ask(
  context: Context,
  desk: OperationDesk,
  asked: FigureAddress & { readonly due: string | null },
): Promise<CaseOutcomeAnswer> {
  if (!opens(desk, "request")) throw notAllowed({ zh: "商请数据", en: "ask for data" });
  const found = (await valueOf(context, asked)) === null ? await wanted(context, desk, asked) : null;
  const before = await requestOut(desk, await askedBefore(desk, asked));
  if (found === null || before?.final === false)
    throw new ApiProblem(
      409,
      "LZ6153",
      found === null
        ? { zh: "该数已有值,或没有可商请的单位", en: "the figure is there, or nobody can be asked for it" }
        : {
            zh: `已商请(${before?.code ?? ""}),正在办理`,
            en: `it is asked for already (${before?.code ?? ""})`,
          },
      { zh: "刷新后再看", en: "look again" },
    );
  const indicator = indicatorNamed(context, asked.indicator);
  const { form, period, asks } = found;
  const values = {
    wanted_title: `${indicator.label.zh}(${asked.period})`,
    wanted_indicator: indicator.id,
    wanted_period: asked.period,
    wanted_group: asked.group ?? null,
    wanted_form: form.id,
    wanted_return_period: formatPeriod(period),
    wanted_department: asks.kind === "department" ? asks.id : null,
    wanted_county: asks.kind === "county" ? asks.id : null,
    wanted_enterprise: asked.subject ?? null,
    wanted_by: desk.viewer.name,
    wanted_due: asked.due,
  };
  return openCase(desk, REQUEST, {
    code: await freeCode(desk.program, REGISTERS.request, `商请-${formatMonth(desk.thisMonth)}`),
    values: Object.fromEntries(Object.entries(values).filter(([, v]) => v !== null)),
    reason: `商请数据:${form.label.zh}`,
  });
}

const OPEN = ["asked", "answered"] as const;

/** The program, in the role of those who may say that a figure is there. */
const program = (role: string): Viewer => ({
  person: "lianzhang",
  name: "lianzhang",
  unit: null,
  posts: [{ role, scope: CITY, leader: null }],
});

const addressIn = (values: Values): FigureAddress | null => {
  const [indicator, period] = [textIn(values, "wanted_indicator"), textIn(values, "wanted_period")];
  if (indicator === null || period === null || parsePeriod(period) === null) return null;
  const [group, subject] = [textIn(values, "wanted_group"), textIn(values, "wanted_enterprise")];
  return {
    indicator,
    period,
    ...(group === null ? {} : { group }),
    ...(subject === null ? {} : { subject }),
  };
};

/** Requests whose figure has a value now are closed, with the day; how many. Called when figures followed returns. */
export async function closeArrived(
  context: Context,
  { model, cases, today }: { readonly model: Model; readonly cases: Cases; readonly today: Day },
): Promise<number> {
  const procedure = model.procedures.get(REQUEST);
  if (procedure === undefined) return 0;
  let closed = 0;
  for (const state of OPEN) {
    const [role] = moveBetween(procedure, state, "closed")?.by ?? [];
    const found = await cases.list({ procedure: REQUEST, state, limit: MOST }, today);
    for (const { case: of, values } of found.kind === "page" ? found.cases : []) {
      const address = addressIn(values);
      if (role === undefined || address === null || (await valueOf(context.whole, address)) === null)
        continue;
      const acting = { user: "lianzhang", onBehalfOf: null, unit: null, purpose: "数据已到位" };
      const made = await cases.make(acting, program(role), {
        case: of.id,
        version: of.version,
        to: "closed",
        values: { wanted_arrived_on: formatDay(today) },
      });
      if (made.kind === "kept") closed++;
    }
  }
  return closed;
}
