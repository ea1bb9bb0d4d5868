/** A signed list with the register of its entries and the procedure they run through, for the one who asks. */
import type { ListEntries, MembershipDefinition, Model, Procedure, Register } from "@lianzhang/definitions";
import type { Label } from "@lianzhang/kernel";
import { nearest } from "@lianzhang/kernel";
import type { CaseDesk } from "../cases/desk.ts";
import { procedureFor } from "../cases/desk.ts";
import { notFound } from "../errors.ts";
import { codeLabel } from "../present.ts";

/** The classification that chains are. */
const CHAINS = "chain";

export interface ListPlace {
  readonly membership: MembershipDefinition;
  readonly entries: ListEntries;
  /** Of the entries. */
  readonly register: Register;
  readonly procedure: Procedure;
  /** Industry codes propose for a list of chains; for any other, of whom a survey asks, the output does. */
  readonly proposedBy: "code" | "output";
  readonly labelOf: (code: string) => { readonly code: string; readonly label: Label };
}

/** Lists that are signed through a procedure. */
export const signedLists = (model: Model): readonly string[] =>
  [...model.memberships.values()].flatMap((m) =>
    m.entries !== null && [...model.procedures.values()].some((p) => p.of === m.entries?.register)
      ? [m.id]
      : [],
  );

/** The list, when its entries are there for the one who asks. Throws ApiProblem 404. */
export function listFor(desk: CaseDesk, id: string): ListPlace {
  const { model } = desk;
  const membership = model.memberships.get(id);
  const entries = membership?.entries ?? null;
  const register = model.registers.get(entries?.register ?? "");
  const found = [...model.procedures.values()].find((p) => p.of === entries?.register);
  if (membership === undefined || entries === null || register === undefined || found === undefined)
    throw notFound({ zh: "签署名录", en: "signed list" }, id, nearest(id, signedLists(model)));
  return {
    membership,
    entries,
    register,
    procedure: procedureFor(desk, found.id),
    proposedBy: membership.classification === CHAINS ? "code" : "output",
    labelOf: (code) => ({ code, label: codeLabel(model, membership.classification, code) }),
  };
}
