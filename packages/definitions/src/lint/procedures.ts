/** What a procedure asks of people that it need not, and roles it names in vain. */
import type { Diagnostic } from "@lianzhang/kernel";
import type { Model } from "../model.ts";
import type { Procedure } from "../procedures/model.ts";
import { finding } from "./finding.ts";

export const lintProcedures = (model: Model): Diagnostic[] =>
  [...model.procedures.values()].flatMap((p) => [...idleRoles(p, model), ...burdens(p)]);

/** A role in `by:` that can never make the move beside others that can. */
const idleRoles = (procedure: Procedure, model: Model): Diagnostic[] =>
  procedure.moves.flatMap((move) =>
    move.by
      .filter((role) => !move.makers.some((m) => m.role === role || m.actsFor.includes(role)))
      .map((role) => {
        const label = model.roles.get(role)?.label ?? { zh: role, en: role };
        return finding("LZ3017", move.place, {
          zh: `${procedure.label.zh}:“${label.zh}”列为经办,但在此无权限范围或不登录,办不了“${move.label.zh}”`,
          en: `${procedure.id}: ${role} is named and can never make the move to ${move.to}`,
        });
      }),
  );

/** Reminders and photos are off by default; where they are on, they are counted. */
function burdens(procedure: Procedure): Diagnostic[] {
  const photos = [...procedure.evidence.values()].filter((e) => e.kind === "photo");
  if (!procedure.reminders && photos.length === 0) return [];
  const zh = [...(procedure.reminders ? ["催办提醒"] : []), ...photos.map((p) => `照片留痕(${p.label.zh})`)];
  const en = [...(procedure.reminders ? ["reminders"] : []), ...photos.map((p) => `photos (${p.id})`)];
  return [
    finding("LZ3018", procedure.place, {
      zh: `${procedure.label.zh}开启了${zh.join("、")}`,
      en: `${procedure.id} turns on ${en.join(", ")}`,
    }),
  ];
}
