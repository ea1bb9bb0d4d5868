/** registers, memberships, partitions: who the figures are about and how they are grouped. */
import { FORMULA_ID, isExactDimension } from "@lianzhang/kernel";
import type { Label } from "@lianzhang/kernel";
import { z } from "zod";
import {
  bothLanguages,
  clearanceKeys,
  clearanceOf,
  labelInput,
  labelOf,
  requireClearance,
  unitOf,
} from "../common.ts";
import type { Kind } from "../kind.ts";
import { defineKind } from "../kind.ts";
import type { Loading } from "../loading.ts";
import { attributeNamed } from "../procedures/attributes.ts";
import type { Attribute, AttributeType } from "../model.ts";
import type { Entry } from "../source/entry.ts";
import { badId } from "../ids.ts";

const attribute = z.strictObject({
  label: labelInput,
  en: z.string().optional(),
  type: z
    .string()
    .regex(
      /^(text|boolean|number|date|(code|subject) [a-z][a-z0-9_]*)$/,
      "write text, boolean, number, date, code CLASSIFICATION or subject REGISTER",
    ),
  unit: z.string().optional(),
  as: z.enum(["stock", "mean"]).optional(),
  price: z.union([z.literal("current"), z.number()]).optional(),
  required: z.boolean().optional(),
  ...clearanceKeys,
});
type AttributeInput = z.infer<typeof attribute>;

export const registerKind: Kind = defineKind({
  name: "registers",
  form: "map",
  id: FORMULA_ID,
  parts: ["attributes"],
  schema: z.strictObject({
    label: labelInput,
    en: z.string().optional(),
    identity: z.enum(["uscc", "code"]),
    complete: z.boolean().default(false),
    ...clearanceKeys,
    fixed: z.record(z.string(), bothLanguages).optional(),
    attributes: z.record(z.string(), attribute).default({}),
  }),
  build(entry, value, loading): void {
    const inherited = clearanceOf(value, null, entry, [], loading);
    const attributes = new Map<string, Attribute>();
    let uncleared = false;
    for (const [id, input] of Object.entries(value.attributes)) {
      badId(id, FORMULA_ID, entry.keyAt("attributes", id), loading);
      const type = attributeType(input, entry, id, loading);
      if (type === null) {
        loading.broken.add(id);
        continue;
      }
      const path = ["attributes", id];
      const label = labelOf(input.label, input.en, entry, [...path, "label"], loading);
      const clearance = clearanceOf(input, inherited, entry, path, loading);
      uncleared ||= clearance.holder === "" || clearance.basis === "" || clearance.uses.length === 0;
      attributes.set(id, { id, label, type, required: input.required ?? false, ...clearance });
    }
    if (uncleared) requireClearance(inherited, entry, [], loading);
    loading.registers.set(entry.id, {
      id: entry.id,
      label: labelOf(value.label, value.en, entry, ["label"], loading),
      identity: value.identity,
      attributes,
      fixed: value.fixed ? new Map<string, Label>(Object.entries(value.fixed)) : null,
      complete: value.complete,
    });
  },
});

function attributeType(
  input: AttributeInput,
  entry: Entry,
  id: string,
  loading: Loading,
): AttributeType | null {
  const [kind = "", classification = ""] = input.type.split(" ");
  switch (kind) {
    case "code":
      // The attribute is known even when its classification is not: one mistake, one report.
      return loading.refer("classifications", classification, entry.at("attributes", id, "type"))
        ? { kind: "code", classification }
        : null;
    case "subject":
      return loading.refer("registers", classification, entry.at("attributes", id, "type"))
        ? { kind: "subject", register: classification }
        : null;
    case "boolean":
    case "text":
    case "date":
      return { kind };
    default:
      return numberAttribute(input, entry, id, loading);
  }
}

function numberAttribute(
  input: AttributeInput,
  entry: Entry,
  id: string,
  loading: Loading,
): AttributeType | null {
  const unit = unitOf(input.unit ?? "1", entry, ["attributes", id, "unit"], loading);
  if (unit === null) return null;
  const money = Object.keys(unit.dimension).some((base) => base.startsWith("money"));
  return {
    kind: "number",
    type: {
      kind: "number",
      subject: entry.id,
      grain: "row",
      time: { kind: input.as ?? "stock" },
      unit,
      price: money ? (input.price ?? "current") : null,
      numeric: isExactDimension(unit.dimension) ? "exact" : "ratio",
      share: unit.text === "%" || unit.text === "‰",
    },
  };
}

const entriesInput = z.strictObject({
  register: z.string(),
  subject: z.string(),
  of: z.string(),
  from: z.string(),
  leaves: z.string().optional(),
});

/** Once every register is there: the attributes are of the register, and say what the list needs of them. */
function checkEntries(
  written: z.infer<typeof entriesInput>,
  register: string,
  classification: string,
  entry: Entry,
  loading: Loading,
): void {
  const fits = {
    subject: (t: AttributeType) => t.kind === "subject" && t.register === register,
    of: (t: AttributeType) => t.kind === "code" && t.classification === classification,
    from: (t: AttributeType) => t.kind === "date",
    leaves: (t: AttributeType) => t.kind === "boolean",
  };
  const expected = {
    subject: `subject ${register}`,
    of: `code ${classification}`,
    from: "date",
    leaves: "boolean",
  };
  loading.later.push(() => {
    if (!loading.refer("registers", written.register, entry.at("entries", "register"))) return;
    for (const key of ["subject", "of", "from", "leaves"] as const) {
      const id = written[key];
      if (id === undefined) continue;
      const attribute = attributeNamed(id, written.register, entry, ["entries", key], loading);
      if (attribute !== null && !fits[key](attribute.type))
        loading.add(
          "LZ2080",
          entry.at("entries", key),
          `${id} is of type ${attribute.type.kind}, expected ${expected[key]}`,
          `name an attribute of ${written.register} of type ${expected[key]}`,
        );
    }
  });
}

export const membershipKind: Kind = defineKind({
  name: "memberships",
  form: "map",
  id: FORMULA_ID,
  missing: {
    count: {
      code: "LZ2018",
      hint: "count: whole (everyone in each), primary (one each) or share (parts of each)",
    },
  },
  schema: z.strictObject({
    label: labelInput,
    en: z.string().optional(),
    register: z.string(),
    classification: z.string(),
    count: z.enum(["whole", "primary", "share"]),
    name: z.string().regex(FORMULA_ID).optional(),
    primary_as: z.string().regex(FORMULA_ID).optional(),
    signed_by: z.array(z.string()).default([]),
    entries: entriesInput.optional().describe("the register whose signed records change the list"),
    ...clearanceKeys,
  }),
  build(entry, value, loading): void {
    if (value.entries) checkEntries(value.entries, value.register, value.classification, entry, loading);
    loading.refer("registers", value.register, entry.at("register"));
    loading.refer("classifications", value.classification, entry.at("classification"));
    loading.referAll("holders", value.signed_by, entry, ["signed_by"]);
    const own = clearanceOf(value, null, entry, [], loading);
    const attributes = loading.registers.get(value.register)?.attributes;
    for (const key of ["name", "primary_as"] as const) {
      const word = value[key] ?? (key === "name" ? entry.id : undefined);
      if (word === undefined || attributes?.has(word) !== true) continue;
      loading.add(
        "LZ2007",
        value[key] === undefined ? entry.place : entry.at(key),
        `"${word}" is an attribute of ${value.register} already`,
        "give the list another word: formulas could not tell the two apart",
      );
      loading.broken.add(word);
    }
    loading.memberships.set(entry.id, {
      ...inheritList(own, value.signed_by),
      id: entry.id,
      name: value.name ?? entry.id,
      label: labelOf(value.label, value.en, entry, ["label"], loading),
      register: value.register,
      classification: value.classification,
      count: value.count,
      primaryAs: value.primary_as ?? null,
      signedBy: value.signed_by,
      entries: value.entries ? { ...value.entries, leaves: value.entries.leaves ?? null } : null,
    });
  },
});

/** A signed list is an administrative list: whoever signs holds it, and it serves every use unless it says otherwise. */
function inheritList(
  own: ReturnType<typeof clearanceOf>,
  signedBy: readonly string[],
): ReturnType<typeof clearanceOf> {
  const all = ["analysis", "evaluation", "gate", "incentive", "publication"] as const;
  return {
    ...own,
    holder: own.holder || (signedBy[0] ?? ""),
    basis: own.basis || "签署的名录",
    uses: own.uses.length > 0 ? own.uses : all,
  };
}

export const partitionKind: Kind = defineKind({
  name: "partitions",
  form: "map",
  id: FORMULA_ID,
  schema: z.strictObject({
    label: labelInput,
    en: z.string().optional(),
    register: z.string(),
    attribute: z.string(),
    finer: z.array(z.string()).default([]).describe("attributes that cut the same split more finely"),
    site: z.boolean().default(false).describe("whether it says where a subject stands (在地)"),
  }),
  build(entry, value, loading): void {
    loading.later.push(() => {
      if (!loading.refer("registers", value.register, entry.at("register"))) return;
      const register = loading.registers.get(value.register);
      for (const [i, id] of value.finer.entries())
        if (register && !register.attributes.has(id) && !loading.broken.has(id))
          loading.unknown(
            `attribute of ${value.register}`,
            id,
            register.attributes.keys(),
            entry.at("finer", i),
          );
      if (!register || register.attributes.has(value.attribute) || loading.broken.has(value.attribute))
        return;
      const found = [...loading.memberships.values()].some(
        (m) => m.register === value.register && m.primaryAs === value.attribute,
      );
      if (!found)
        loading.unknown(
          `attribute of ${value.register}`,
          value.attribute,
          register.attributes.keys(),
          entry.at("attribute"),
        );
    });
    const label = labelOf(value.label, value.en, entry, ["label"], loading);
    loading.partitions.set(entry.id, {
      id: entry.id,
      label,
      register: value.register,
      attribute: value.attribute,
      finer: value.finer,
      site: value.site,
    });
  },
});
