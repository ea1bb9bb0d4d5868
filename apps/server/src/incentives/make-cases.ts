/**
 * POST /api/incentives/cases: a case for every claim that the list grants and the ledger does not have. Done again it changes
 * nothing; a claim whose amount has changed since is named and stays as it was made.
 */
import type { ClaimCases } from "@lianzhang/contract";
import type { WrittenValues } from "@lianzhang/work";
import { decimalText } from "@lianzhang/kernel";
import type { Frame } from "../asked.ts";
import { openCase } from "../cases/act.ts";
import type { CaseDesk } from "../cases/desk.ts";
import { procedureFor } from "../cases/desk.ts";
import type { Context } from "../context.ts";
import { notAllowed } from "../door/identity.ts";
import { typeOf } from "../present.ts";
import { withoutCase } from "./answer.ts";
import type { SeenClaim } from "./claims.ts";
import { settledFor, yearText } from "./claims.ts";
import { CLAIM, FIELDS, ledgerOf } from "./ledger.ts";
import { yuan } from "./present.ts";

/** Cases made in one go: each is a transaction. */
const MOST = 300;

const amount = (context: Context, { entitlement }: SeenClaim, fen: bigint): string => {
  const indicator = context.model.indicators.get(entitlement.figures.due);
  return indicator === undefined ? "" : decimalText(fen, typeOf(indicator));
};

function valuesOf(context: Context, seen: SeenClaim, year: string): WrittenValues {
  const { entitlement: e, firm, claim } = seen;
  const { county, park } = firm.places;
  const fund = e.fund === null ? undefined : context.model.parameters.get(e.fund);
  return {
    [FIELDS.title]: `${year}年${e.label.zh}:${firm.name}`,
    [FIELDS.item]: e.id,
    [FIELDS.year]: year,
    [FIELDS.firm]: firm.code,
    ...(county === null ? {} : { [FIELDS.county]: county }),
    ...(park === null ? {} : { [FIELDS.park]: park }),
    [FIELDS.due]: amount(context, seen, claim.due ?? 0n),
    [FIELDS.granted]: amount(context, seen, claim.granted),
    ...(fund === undefined ? {} : { [FIELDS.fund]: fund.label.zh }),
  };
}

/** Throws ApiProblem 403 for whoever may not enter claims, 404 where the folder has no such procedure. */
export async function makeCases(
  context: Context,
  desk: CaseDesk,
  frame: Frame,
  reason: string,
): Promise<ClaimCases> {
  const { of } = procedureFor(desk, CLAIM);
  if (desk.may(of)?.open !== true) throw notAllowed({ zh: "生成兑现事项", en: "make cases of incentives" });
  const settled = await settledFor(context, frame, await ledgerOf(desk, yearText(frame)));
  const claims = settled?.claims ?? [];
  const fresh = claims.filter(withoutCase);
  const refused: ClaimCases["refused"][number][] = [];
  let made = 0;
  for (const seen of fresh.slice(0, MOST)) {
    const year = yearText(frame);
    const code = `奖补-${year}-${seen.entitlement.id}-${seen.firm.code}`;
    const outcome = await openCase(desk, CLAIM, { code, values: valuesOf(context, seen, year), reason });
    if (outcome.kind === "kept") made += 1;
    else {
      const [fault] = outcome.kind === "refused" ? outcome.faults : [];
      const message = fault?.message ?? { zh: "他人刚刚登记", en: "somebody else has just entered it" };
      refused.push({ code, name: seen.firm.name, message });
    }
  }
  const there = claims.filter((c) => c.entered.some((e) => !e.over));
  return {
    made,
    same: there.filter((c) => c.difference !== "differs").length,
    differing: there.flatMap((c) =>
      c.difference !== "differs"
        ? []
        : c.entered
            .filter((e) => !e.over)
            .map((e) => ({
              case: e.id,
              code: c.firm.code,
              name: c.firm.name,
              label: c.entitlement.label,
              was: yuan(e.granted),
              now: yuan(c.claim.granted),
            })),
    ),
    refused,
    left: Math.max(0, fresh.length - MOST),
  };
}
