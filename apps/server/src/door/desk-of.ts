/** The desk of the one who asks: registers through the viewer, what may be done, and figures told of changes. */
import type { RegisterAnswer } from "@lianzhang/contract";
import type { RowDeed } from "@lianzhang/definitions";
import { dayNow, registersFor, rowRule } from "@lianzhang/work";
import { randomBytes } from "node:crypto";
import type { FastifyRequest } from "fastify";
import type { CaseDesk } from "../cases/desk.ts";
import type { CaseDeskOf } from "../cases/routes.ts";
import { actingOf, identityOf, personOf } from "./identity.ts";
import { monthOf } from "./month.ts";
import type { WorkSide } from "./work-side.ts";

export const deskFor =
  (side: WorkSide): CaseDeskOf =>
  async (request, purpose): Promise<CaseDesk> => {
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
      cases: side.cases,
      viewer,
      tellReading: async (register, asked) => {
        if (model.policy?.confidential.includes(register) !== true) return;
        const what = {
          action: "reading.list",
          subject: { kind: `register.${register}`, id: register },
          asked,
        };
        await trail.reading(actingOf(person, purpose), what, () => Promise.resolve());
      },
      today: dayNow(side.clock),
      names: async () => new Map((await side.people.reading.list()).map((p) => [p.id, p.name])),
      may: (register): RegisterAnswer["may"] | null =>
        can(register, "read")
          ? {
              open: can(register, "open"),
              change: can(register, "change"),
              import: can(register, "import"),
              export: can(register, "export"),
            }
          : null,
      thisMonth: monthOf(side.clock()),
      changed: (register) => kept.changed(register),
    };
  };

/** The desk of a person; null for visitors, and where there is no people's half. */
export async function deskOfPerson(
  side: WorkSide | null,
  request: FastifyRequest,
  purpose: string,
): Promise<CaseDesk | null> {
  if (side === null || (await identityOf(side, request)).kind !== "person") return null;
  return deskFor(side)(request, purpose);
}
