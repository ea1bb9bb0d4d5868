/** Where a month is signed: on its own page, which keeps the run with it. */
import type { Procedure } from "@lianzhang/definitions";
import { ApiProblem } from "../errors.ts";
import { MONTH } from "./names.ts";

/** Whether a move signs a month. */
export const isMonthSigning = ({ id, states }: Procedure, to: string): boolean =>
  id === MONTH && states.get(to)?.kind === "final_success";

export const signedElsewhere = (): ApiProblem =>
  new ApiProblem(
    409,
    "LZ6152",
    { zh: "月份在「运行调度」页签发", en: "a month is signed on the page of the operation" },
    { zh: "在该页签发:当月核算批次随之留存", en: "sign it there: the month's run is kept with it" },
  );
