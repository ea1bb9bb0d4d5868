/** POST /api/procedures/:procedure/moves: one step for many cases, each a move of its own with its gates and its event. */
import type { MoveManyAnswer } from "@lianzhang/contract";
import type { WrittenValues } from "@lianzhang/work";
import { badQuery } from "../errors.ts";
import { isListSigning } from "../lists/seen.ts";
import { isMonthSigning } from "../operation/closing.ts";
import { moveCase } from "./act.ts";
import type { CaseDesk } from "./desk.ts";
import { procedureFor, rowFilter } from "./desk.ts";
import { caseOut } from "./out.ts";
import { queryIn, registerOf } from "./read.ts";

/** Cases moved in one request: each is a transaction. */
const MOST = 200;

export interface MoveManyAsked {
  readonly state: string;
  readonly to: string;
  readonly list?: string | undefined;
  readonly q?: string | undefined;
  readonly where?: string | undefined;
  readonly values: WrittenValues;
  readonly reason: string | null;
  readonly skip: number;
}

/** Throws ApiProblem 400 for a step that is made for one case at a time: with evidence, a document or signatures of others. */
export async function moveMany(desk: CaseDesk, id: string, asked: MoveManyAsked): Promise<MoveManyAnswer> {
  const procedure = procedureFor(desk, id);
  const register = registerOf(desk, procedure);
  const { state, to, values, reason, skip } = asked;
  const move = procedure.moves.find((m) => m.from.includes(state) && m.to === to);
  const single =
    move === undefined ||
    move.evidence.length > 0 ||
    move.document !== null ||
    move.countersign.length > 0 ||
    isListSigning(desk.model, procedure, to) ||
    isMonthSigning(procedure, to);
  if (single)
    throw badQuery(
      { zh: "这一步不能一并办理", en: "this step is made for one case at a time" },
      { zh: "需要佐证、文书或会签的逐件办理", en: "evidence, documents and signatures are of one case" },
    );
  const query = queryIn(desk, procedure, { ...asked, page: 1, size: MOST });
  const found = await desk.cases.list({ ...query, offset: skip }, desk.today, rowFilter(desk, register.id));
  if (found.kind === "refused") throw badQuery({ zh: "不能这样查询", en: "this cannot be asked" }, null);
  const people = await desk.names();
  const refused: MoveManyAnswer["refused"][number][] = [];
  for (const listed of found.cases) {
    const row = caseOut(desk, procedure, register, listed, people);
    const order = { version: row.version, to, values, evidence: [], document: null, reason, forLeader: null };
    const outcome = await moveCase(desk, row.id, order);
    if (outcome.kind === "kept") continue;
    const [fault] = outcome.kind === "refused" ? outcome.faults : [];
    const message = fault?.message ?? { zh: "他人刚刚办理过", en: "somebody else has just acted on it" };
    refused.push({ id: row.id, name: row.name, message });
  }
  return {
    moved: found.cases.length - refused.length,
    refused,
    left: Math.max(0, Number(found.total) - skip - found.cases.length),
  };
}
