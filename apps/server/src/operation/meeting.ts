/** GET /api/operation/meeting: what the meeting goes through, and what is written in it. */
import type { CallBody, ChangeOutcome, MeetingAnswer, OperationCall } from "@lianzhang/contract";
import type { Month } from "@lianzhang/kernel";
import { formatMonth } from "@lianzhang/kernel";
import type { ListedRecord } from "@lianzhang/work";
import { stuckProjects, openRequests } from "../board/work.ts";
import type { Context } from "../context.ts";
import { noFirm } from "../errors.ts";
import { codeLabel, reference } from "../present.ts";
import type { OperationDesk } from "./desk.ts";
import { textIn } from "./desk.ts";
import type { FirmInMonth } from "./firms.ts";
import { countyLabel, firmFigure, firmsIn, monthBefore, pullValue, restartValue, toCall } from "./firms.ts";
import type { OperationAsked } from "./head.ts";
import { askedOf } from "./head.ts";
import { itemsOf } from "./items.ts";
import { enter, ofMonth } from "./kept.ts";
import { FIRM, HALT_REASONS } from "./names.ts";

function callOut(context: Context, { values }: ListedRecord): OperationCall {
  const reason = textIn(values, "call_reason");
  return {
    said: textIn(values, "call_said") ?? "",
    reason: reason === null ? null : codeLabel(context.model, HALT_REASONS, reason),
    recovers: textIn(values, "call_recovers"),
    by: textIn(values, "call_by"),
  };
}

type Why = MeetingAnswer["calls"][number]["why"][number];

const whyOf = (firm: FirmInMonth): readonly Why[] => [
  ...((firm.pull ?? 0n) < 0n ? (["pulls_down"] as const) : []),
  ...(firm.halt === null ? [] : (["halted"] as const)),
  ...(firm.answered ? [] : (["unanswered"] as const)),
];

function callsOf(
  context: Context,
  month: Month,
  firms: readonly FirmInMonth[],
  records: readonly ListedRecord[],
): MeetingAnswer["calls"] {
  // what was written last counts
  const said = new Map(records.map((r) => [textIn(r.values, "call_enterprise") ?? "", r]));
  return toCall(firms, new Set(said.keys())).flatMap((firm) => {
    const expected = firmFigure(context, FIRM.expected, month, firm, firm.expected);
    const call = said.get(firm.code);
    if (expected === null) return [];
    return [
      {
        code: firm.code,
        name: firm.name,
        county: countyLabel(context, firm.county),
        why: whyOf(firm),
        expected,
        last: firm.answered ? null : firmFigure(context, FIRM.actual, monthBefore(month), firm, firm.last),
        pull: pullValue(firm.pull),
        reason: firm.halt === null ? null : codeLabel(context.model, HALT_REASONS, firm.halt),
        restart: restartValue(context, firm.restart),
        call: call === undefined ? null : callOut(context, call),
      },
    ];
  });
}

const referencesOf = ({ model }: Context, classification: string): MeetingAnswer["reasons"] =>
  (model.classifications.get(classification)?.codes ?? []).map((c) => reference(c.code, c.label));

export async function meeting(
  context: Context,
  desk: OperationDesk,
  asked: OperationAsked,
): Promise<MeetingAnswer> {
  const { month, frame } = await askedOf(context, asked);
  const before = month - 1;
  return {
    month: formatMonth(month),
    calls: callsOf(
      context,
      month,
      await firmsIn(context, month, frame),
      await ofMonth(desk, "call", "call_month", month),
    ),
    projects: await stuckProjects(desk),
    requests: await openRequests(desk),
    before: { month: formatMonth(before), items: await itemsOf(context, desk, before) },
    items: await itemsOf(context, desk, month),
    reasons: referencesOf(context, HALT_REASONS),
  };
}

/** POST /api/operation/:month/calls. Throws ApiProblem 404 for a firm that is not there for the one who asks. */
export async function addCall(desk: OperationDesk, month: Month, asked: CallBody): Promise<ChangeOutcome> {
  const firm = await desk.registers.find("enterprise", { code: asked.enterprise });
  if (firm === null) throw noFirm(asked.enterprise);
  return enter(
    desk,
    "call",
    month,
    {
      call_said: asked.said,
      call_month: formatMonth(month),
      call_enterprise: asked.enterprise,
      call_county: textIn(firm.spells.at(-1)?.values, "county"),
      call_reason: asked.reason,
      call_recovers: asked.recovers,
      call_by: desk.viewer.name,
    },
    "电话回访",
  );
}
