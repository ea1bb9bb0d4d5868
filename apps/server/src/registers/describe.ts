/** What a register is, for lists and forms: its fields with their types, and what the one who asks may do. */
import type { RegisterAnswer, RegisterField, RegistersAnswer } from "@lianzhang/contract";
import type { Attribute, Model, Register } from "@lianzhang/definitions";
import { formatMonth, nearest } from "@lianzhang/kernel";
import { nameField } from "@lianzhang/work";
import { notFound } from "../errors.ts";
import { keptRegisters } from "../kept/seed.ts";
import type { Desk } from "./desk.ts";

function typeOf({ type }: Attribute, model: Model): RegisterField["type"] {
  switch (type.kind) {
    case "number":
      return { kind: "number", unit: type.type.unit.text, whole: type.type.unit.text === "件" };
    case "code": {
      const codes = model.classifications.get(type.classification)?.codes ?? [];
      return {
        kind: "code",
        codes: codes.map(({ code, label, parent }) => ({ code, label, parent })),
      };
    }
    case "subject": {
      const target = model.registers.get(type.register);
      const label = target?.label ?? { zh: type.register, en: type.register };
      return { kind: "subject", register: type.register, label };
    }
    case "text":
    case "boolean":
    case "date":
      return { kind: type.kind };
  }
}

const fieldOf = (attribute: Attribute, model: Model): RegisterField => ({
  id: attribute.id,
  label: attribute.label,
  type: typeOf(attribute, model),
  required: attribute.required,
  holder: model.holders.get(attribute.holder)?.label ?? null,
  basis: attribute.basis,
});

const procedureOf = (model: Model, register: string): RegisterAnswer["procedure"] => {
  const found = [...model.procedures.values()].find((p) => p.of === register);
  return found === undefined ? null : { id: found.id, label: found.label };
};

/** The register, when people keep it and it is there for the one who asks. Throws ApiProblem 404. */
export function registerFor(
  desk: Desk,
  id: string,
): { readonly register: Register; readonly may: RegisterAnswer["may"] } {
  const register = desk.model.registers.get(id);
  const may = desk.may(id);
  if (register !== undefined && register.fixed === null && may !== null) return { register, may };
  const known = keptRegisters(desk.model).flatMap((r) => (desk.may(r.id) === null ? [] : [r.id]));
  throw notFound({ zh: "登记册", en: "register" }, id, nearest(id, known));
}

/** GET /api/registers/:register */
export function describeRegister(desk: Desk, id: string): RegisterAnswer {
  const { register, may } = registerFor(desk, id);
  return {
    id,
    label: register.label,
    identity: register.identity,
    name: nameField(register),
    fields: [...register.attributes.values()].map((a) => fieldOf(a, desk.model)),
    may,
    procedure: procedureOf(desk.model, id),
    complete: register.complete,
  };
}

/** GET /api/registers: those that are there for the one who asks, with how many records of this month. */
export async function listRegisters(desk: Desk): Promise<RegistersAnswer> {
  const registers: RegistersAnswer["registers"][number][] = [];
  for (const register of keptRegisters(desk.model)) {
    const may = desk.may(register.id);
    if (may === null) continue;
    const answer = await desk.registers.list(register.id, { month: desk.thisMonth, limit: 1 });
    const holders = new Set([...register.attributes.values()].map((a) => a.holder));
    const [holder] = holders;
    registers.push({
      id: register.id,
      label: register.label,
      records: answer.kind === "page" ? Number(answer.total) : 0,
      holder: holder === undefined ? null : (desk.model.holders.get(holder)?.label ?? null),
      may,
      procedure: procedureOf(desk.model, register.id),
    });
  }
  return { registers, month: formatMonth(desk.thisMonth) };
}
