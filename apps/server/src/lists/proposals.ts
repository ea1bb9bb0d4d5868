/** GET /api/lists/:membership/proposals: firms whose industry code fits a chain, or who make most of the output. They propose, people decide. */
import type { FigureValue, ProposalRow, ProposalsAnswer } from "@lianzhang/contract";
import type { Chain, Segment } from "@lianzhang/definitions";
import type { Label } from "@lianzhang/kernel";
import { quote, REASONS } from "@lianzhang/kernel";
import type { Frame } from "../asked.ts";
import { asOfOf } from "../asked.ts";
import type { CaseDesk } from "../cases/desk.ts";
import type { Context } from "../context.ts";
import type { FirmTable } from "../firms.ts";
import { firmTable } from "../firms.ts";
import { chainCode, codesOf } from "../routes/segments.ts";
import { surveyProposal } from "../month/survey-firms.ts";
import { codeLabel, figureData } from "../present.ts";
import { casesOf, textIn } from "./entries.ts";
import { membersIn, namesSeen } from "./members.ts";
import type { ListPlace } from "./place.ts";
import { listFor } from "./place.ts";

const SIZE = 50;

interface Fit {
  readonly chain: Chain;
  readonly segment: Segment;
}

/** Segments by the industry code that proposes them. */
function fitsBy(context: Context, table: FirmTable): ReadonlyMap<string, readonly Fit[]> {
  const found = new Map<string, Fit[]>();
  for (const chain of context.model.chains.values())
    for (const segment of chain.segments.values())
      for (const code of codesOf(context.model, table, segment))
        found.set(code, [...(found.get(code) ?? []), { chain, segment }]);
  return found;
}

export interface ProposalsAsked {
  readonly of?: string | undefined;
  readonly q?: string | undefined;
  readonly view: "none" | "all";
  readonly page: number;
}

interface Firm {
  readonly code: string;
  readonly name: string;
  readonly county: string | null;
  readonly on: string | null;
  readonly industry: string;
  readonly output: bigint | null;
  readonly reason: (typeof REASONS)[number];
}

async function firmsOf(context: Context, table: FirmTable): Promise<readonly Firm[]> {
  const value = table.columns.length === 0 ? "NULL, 0" : `"v0", "x0"`;
  const { rows } = await context.runner.query(
    `SELECT code, name, county, chain, ${quote("industry")}, ${value} FROM ${table.name} WHERE ${quote("industry")} IS NOT NULL ORDER BY code`,
  );
  const text = (v: unknown): string | null => (typeof v === "string" ? v : null);
  return rows.map(([code, name, county, chain, industry, output, reason]) => ({
    code: String(code),
    name: String(name),
    county: text(county),
    on: text(chain),
    industry: String(industry),
    output: typeof output === "bigint" ? output : null,
    reason: REASONS[Number(reason ?? 0)] ?? "not_reported",
  }));
}

const most = (a: Firm, b: Firm): number => {
  const [x, y] = [a.output ?? -1n, b.output ?? -1n];
  return x > y ? -1 : x < y ? 1 : a.code < b.code ? -1 : 1;
};

/** Codes of the chains that a firm's industry code fits and whose list it is not on. */
const fitting = (firm: Firm, fits: ReadonlyMap<string, readonly Fit[]>): readonly string[] => [
  ...new Set((fits.get(firm.industry) ?? []).map((f) => chainCode(f.chain)).filter((c) => c !== firm.on)),
];

export async function proposals(
  context: Context,
  desk: CaseDesk,
  frame: Frame,
  id: string,
  asked: ProposalsAsked,
): Promise<ProposalsAnswer> {
  const place = listFor(desk, id);
  const table = await firmTable(context, frame);
  if (place.proposedBy === "output") return byOutput(context, desk, frame, place, table, asked);
  const fits = table === null ? new Map<string, readonly Fit[]>() : fitsBy(context, table);
  const all = table === null ? [] : await firmsOf(context, table);
  const words = (asked.q ?? "").trim();
  const wanted = all
    .filter((f) => asked.view === "all" || f.on === null)
    .filter((f) => {
      const codes = fitting(f, fits);
      return asked.of === undefined ? codes.length > 0 : codes.includes(asked.of);
    })
    .filter((f) => words === "" || f.name.includes(words) || f.code.includes(words.toUpperCase()))
    .toSorted(most);
  const groups = [...context.model.chains.values()].map((c) => place.labelOf(chainCode(c)));
  const fitsOf = (f: Firm): ProposalRow["fits"] =>
    fitting(f, fits).map((of) => ({
      of: place.labelOf(of),
      segments: (fits.get(f.industry) ?? [])
        .filter((x) => chainCode(x.chain) === of)
        .map((x) => x.segment.label),
    }));
  return answerOf(context, desk, frame, place, table, { groups, wanted, fitsOf, page: asked.page });
}

interface Wanted {
  readonly groups: ProposalsAnswer["groups"];
  readonly wanted: readonly Firm[];
  readonly fitsOf: (firm: Firm) => ProposalRow["fits"];
  readonly page: number;
}

/** A page of the firms that are proposed, as far as the one who asks may name them. */
async function answerOf(
  context: Context,
  desk: CaseDesk,
  frame: Frame,
  place: ListPlace,
  table: FirmTable | null,
  { groups, wanted, fitsOf, page }: Wanted,
): Promise<ProposalsAnswer> {
  const seen = await namesSeen(
    desk,
    place.membership.register,
    wanted.map((f) => f.code),
  );
  const visible = wanted.filter((f) => seen.has(f.code));
  const underWay = await openEntries(desk, place);
  const shown = visible.slice((page - 1) * SIZE, page * SIZE);
  return {
    asOf: asOfOf(context, frame),
    groups,
    total: visible.length,
    page,
    size: SIZE,
    rows: shown.map((f) => rowOf(context, frame, place, table, fitsOf(f), underWay, f)),
    mayPropose: desk.may(place.register.id)?.open === true,
  };
}

const percentOf = ({ text, decimals }: FigureValue): string =>
  text === null ? "—" : Number(text).toFixed(decimals);

/** Whom a survey should ask: the firms that make four fifths of the output of twelve months, those first that make most. */
async function byOutput(
  context: Context,
  desk: CaseDesk,
  frame: Frame,
  place: ListPlace,
  table: FirmTable | null,
  asked: ProposalsAsked,
): Promise<ProposalsAnswer> {
  const codes = context.model.classifications.get(place.membership.classification)?.codes ?? [];
  const groups = codes.map((c) => place.labelOf(c.code));
  const [group] = groups;
  const month = frame.period.to;
  const order = { month, known: frame.known ?? desk.today };
  const proposal = await context.whole.once(`survey-proposal|${month}|${order.known}`, () =>
    surveyProposal(context.model, context.runner, order),
  );
  const on = new Map((await membersIn(context, place.membership, month)).map((m) => [m.subject, m.of]));
  const firms = new Map((table === null ? [] : await firmsOf(context, table)).map((f) => [f.code, f]));
  const words = (asked.q ?? "").trim();
  // shares of the whole city are for whoever sees it
  const whole = context.sight.extent === "all";
  const said = (through: string, i: number): Label => ({
    zh: whole ? `${proposal?.period ?? ""}产值第 ${i + 1},累计占 ${through}%` : "产值居前",
    en: whole
      ? `no. ${i + 1} by output of ${proposal?.period ?? ""}, together ${through} %`
      : "among those of most output",
  });
  const why = new Map((proposal?.firms ?? []).map((f, i) => [f.code, said(percentOf(f.through), i)]));
  const wanted = [...why.keys()]
    .flatMap((code): Firm[] => {
      const firm = firms.get(code);
      return firm === undefined ? [] : [{ ...firm, on: on.get(code) ?? null }];
    })
    .filter((f) => asked.view === "all" || f.on === null)
    .filter((f) => words === "" || f.name.includes(words) || f.code.includes(words.toUpperCase()));
  const fitsOf = (f: Firm): ProposalRow["fits"] => {
    const because = why.get(f.code);
    return group === undefined || because === undefined ? [] : [{ of: group, segments: [because] }];
  };
  return answerOf(context, desk, frame, place, table, { groups, wanted, fitsOf, page: asked.page });
}

/** Codes of the entries under way, by their firm. */
async function openEntries(desk: CaseDesk, place: ListPlace): Promise<ReadonlyMap<string, string>> {
  const cases = await casesOf(desk, place);
  return new Map(
    cases
      .filter((c) => place.procedure.states.get(c.case.state)?.kind.startsWith("final") !== true)
      .map((c) => [textIn(c, place.entries.subject), c.case.record.code]),
  );
}

function rowOf(
  context: Context,
  frame: Frame,
  place: ListPlace,
  table: FirmTable | null,
  fits: ProposalRow["fits"],
  underWay: ReadonlyMap<string, string>,
  firm: Firm,
): ProposalRow {
  const { model } = context;
  const labelled = (key: "industry" | "county", code: string) => ({
    code,
    label: codeLabel(model, table?.classifications.get(key) ?? null, code),
  });
  const [output] = table?.columns ?? [];
  return {
    code: firm.code,
    name: firm.name,
    industry: labelled("industry", firm.industry),
    county: firm.county === null ? null : labelled("county", firm.county),
    fits,
    on: firm.on === null ? null : place.labelOf(firm.on),
    underWay: underWay.get(firm.code) ?? null,
    output:
      output === undefined
        ? null
        : figureData(
            { model, demo: context.instance.demo },
            output,
            {
              indicator: output.id,
              period: frame.period,
              subject: firm.code,
              group: [],
              value: firm.output,
              reason: firm.output === null && firm.reason !== "present" ? firm.reason : null,
              counters: null,
              additive: true,
            },
            { code: firm.code, name: firm.name },
          ),
  };
}
