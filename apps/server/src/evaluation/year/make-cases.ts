/**
 * POST /api/evaluation/:id/year/cases: a case for every firm in a class that has none, with score and class as they are computed
 * now and the land they rest on. Done again it changes nothing; what is computed otherwise later is listed and not rewritten.
 */
import type { YearCases } from "@lianzhang/contract";
import type { Figure } from "@lianzhang/engine";
import type { Indicator } from "@lianzhang/definitions";
import { decimalText } from "@lianzhang/kernel";
import type { WrittenValues } from "@lianzhang/work";
import type { Frame } from "../../asked.ts";
import { openCase } from "../../cases/act.ts";
import type { CaseDesk } from "../../cases/desk.ts";
import type { Context } from "../../context.ts";
import { notAllowed } from "../../door/identity.ts";
import { typeOf } from "../../present.ts";
import type { Behind } from "../behind.ts";
import { figuresBehind } from "../behind.ts";
import type { GradedFirm, Results } from "../results.ts";
import { inClass, yearOf, yearText } from "./answer.ts";
import { FIELDS } from "./ledger.ts";

/** Cases made in one go: each is a transaction. */
const MOST = 300;

const written = (figure: Figure | undefined, indicator: Indicator | undefined): string =>
  figure?.value === null || figure === undefined || indicator === undefined
    ? ""
    : decimalText(figure.value, typeOf(indicator));

/** The land a firm is evaluated by: the first area behind the evaluation. */
function landOf({ columns, figures }: Behind, code: string): string {
  const column = columns.find((c) => c.unit.text === "亩");
  return column === undefined ? "" : written(figures.get(column.id)?.get(code), column);
}

function valuesOf(
  context: Context,
  results: Results,
  { firm, result, figures }: GradedFirm,
  more: { readonly land: string; readonly landUntil: string },
): WrittenValues {
  const { evaluation } = results;
  const { county, park } = firm.places;
  const score = evaluation.figures.score;
  const points = score === null ? "" : written(figures.get(score), context.model.indicators.get(score));
  const klass = result.class ?? "";
  return {
    [FIELDS.title]: `${yearText(results)}年${evaluation.label.zh}:${firm.name}`,
    [FIELDS.year]: yearText(results),
    [FIELDS.firm]: firm.code,
    ...(county === null ? {} : { [FIELDS.county]: county }),
    ...(park === null ? {} : { [FIELDS.park]: park }),
    ...(more.land === "" ? {} : { [FIELDS.land]: more.land }),
    [FIELDS.landUntil]: more.landUntil,
    ...(points === "" ? {} : { [FIELDS.score]: points }),
    [FIELDS.first]: klass,
    // proposed as it is computed: a class otherwise has its reason
    [FIELDS.decided]: klass,
  };
}

/** Throws ApiProblem 403 for whoever may not enter reviews, 404 where the evaluation has no year. */
export async function makeYear(
  context: Context,
  desk: CaseDesk,
  frame: Frame,
  id: string,
  { reason, landUntil }: { readonly reason: string; readonly landUntil: string },
): Promise<YearCases> {
  const { results, ledger } = await yearOf(context, desk, frame, id);
  const register = context.model.procedures.get(ledger.procedure)?.of ?? "";
  if (desk.may(register)?.open !== true)
    throw notAllowed({ zh: "建立评价台账", en: "begin the ledger of the evaluation" });
  const entered = new Set(ledger.reviews.map((r) => r.firm));
  const graded = inClass(results);
  const fresh = graded.filter((f) => !entered.has(f.firm.code));
  const behind = await figuresBehind(context, results);
  const refused: YearCases["refused"][number][] = [];
  let made = 0;
  for (const one of fresh.slice(0, MOST)) {
    const { code, name } = one.firm;
    const values = valuesOf(context, results, one, { land: landOf(behind, code), landUntil });
    const order = { code: `评价-${yearText(results)}-${id}-${code}`, values, reason };
    const outcome = await openCase(desk, ledger.procedure, order);
    if (outcome.kind === "kept") made += 1;
    else {
      const [fault] = outcome.kind === "refused" ? outcome.faults : [];
      const message = fault?.message ?? { zh: "他人刚刚登记", en: "somebody else has just entered it" };
      refused.push({ code, name, message });
    }
  }
  return {
    made,
    same: graded.length - fresh.length,
    refused,
    left: Math.max(0, fresh.length - MOST),
  };
}
