/** Roles: who acts, within which kinds of scope, and for whom. */
import { FORMULA_ID } from "@lianzhang/kernel";
import { z } from "zod";
import { labelInput, labelOf } from "../common.ts";
import { checkNotItself } from "../fitting.ts";
import type { Kind } from "../kind.ts";
import { defineKind } from "../kind.ts";

export const roleKind: Kind = defineKind({
  name: "roles",
  form: "map",
  id: FORMULA_ID,
  schema: z.strictObject({
    label: labelInput,
    en: z.string().optional(),
    scopes: z.array(z.enum(["city", "unit", "county", "park", "chain", "department", "enterprise"])).min(1),
    acts_for: z.array(z.string()).default([]).describe("roles it acts for under its own name (代办)"),
    signs_in: z.boolean().default(true).describe("leaders do not: who acts for them does"),
    reads_only: z.boolean().default(false),
    administers: z.enum(["system", "security", "audit"]).optional(),
  }),
  build(entry, value, loading): void {
    loading.referAll("roles", value.acts_for, entry, ["acts_for"]);
    checkNotItself(value.acts_for, entry, ["acts_for"], loading);
    loading.roles.set(entry.id, {
      id: entry.id,
      label: labelOf(value.label, value.en, entry, ["label"], loading),
      scopes: value.scopes,
      actsFor: value.acts_for,
      signsIn: value.signs_in,
      readsOnly: value.reads_only,
      administers: value.administers ?? null,
      place: entry.place,
    });
  },
});
