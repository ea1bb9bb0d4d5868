/** Registers that figures read: subjects of forms and indicators, what lists are signed through, what links lead to. Pure. */
import type { Model } from "@lianzhang/definitions";
import type { Core } from "@lianzhang/formula";
import { children } from "@lianzhang/formula";

function collect(core: Core, into: Set<string>): void {
  if (core.op === "aggregate") into.add(core.subject);
  for (const child of children(core)) collect(child, into);
}

export function registersRead(model: Model): ReadonlySet<string> {
  const read = new Set<string>();
  for (const form of model.forms.values()) read.add(form.subject);
  for (const { entries, register } of model.memberships.values()) {
    read.add(register);
    if (entries !== null) read.add(entries.register);
  }
  for (const { of, body, touches } of model.indicators.values()) {
    if (of !== null) read.add(of);
    if (body !== null) collect(body, read);
    for (const id of touches) read.add(id.split(".")[0] ?? id);
  }
  return new Set([...read].filter((id) => model.registers.has(id)));
}
