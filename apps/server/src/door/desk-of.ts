/** The desk of the one who asks: registers through the viewer, what may be done, and figures told of changes. */
import type { RegisterAnswer } from "@lianzhang/contract";
import type { RowDeed } from "@lianzhang/definitions";
import { registersFor, rowRule } from "@lianzhang/work";
import { randomBytes } from "node:crypto";
import type { Desk } from "../registers/desk.ts";
import type { DeskOf } from "../registers/routes.ts";
import { actingOf, personOf } from "./identity.ts";
import { monthOf } from "./month.ts";
import type { WorkSide } from "./work-side.ts";

export const deskFor =
  (side: WorkSide): DeskOf =>
  async (request, purpose): Promise<Desk> => {
    const { model, work, kept } = side;
    const person = await personOf(side, request);
    const { viewer } = person;
    const { database, trail } = work;
    const options = { model, database, trail, random: randomBytes, purpose };
    const can = (register: string, deed: RowDeed): boolean =>
      rowRule(model.policy, model, viewer, register, deed).kind !== "none";
    return {
      model,
      registers: registersFor(options, model.policy, viewer),
      acting: actingOf(person, purpose),
      may: (register): RegisterAnswer["may"] | null =>
        can(register, "read")
          ? {
              open: can(register, "open"),
              change: can(register, "change"),
              import: can(register, "import"),
              export: can(register, "export"),
            }
          : null,
      thisMonth: monthOf(new Date()),
      changed: (register) => kept.changed(register),
    };
  };
