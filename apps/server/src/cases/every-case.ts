/** All cases of a procedure that meet a condition, as far as a person may read them. */
import type { Procedure } from "@lianzhang/definitions";
import type { CaseQuery, ListedCase } from "@lianzhang/work";
import type { CaseDesk } from "./desk.ts";
import { rowFilter } from "./desk.ts";

const PAGE = 500;

/** Null: none may be read, or the folder has no such procedure. */
export async function everyCase(
  desk: CaseDesk | null,
  id: string,
  where: NonNullable<CaseQuery["where"]>,
): Promise<{ readonly procedure: Procedure; readonly cases: readonly ListedCase[] } | null> {
  const procedure = desk?.model.procedures.get(id);
  if (desk === null || procedure === undefined || desk.may(procedure.of) === null) return null;
  const cases: ListedCase[] = [];
  for (;;) {
    const asked = { procedure: id, where, offset: cases.length, limit: PAGE };
    const page = await desk.cases.list(asked, desk.today, rowFilter(desk, procedure.of));
    if (page.kind === "refused") return null;
    cases.push(...page.cases);
    if (page.cases.length < PAGE) return { procedure, cases };
  }
}
