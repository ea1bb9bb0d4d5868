/** The registers of a real decision in a database of their own, for tests. */
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { Model } from "@lianzhang/definitions";
import { loadDecision } from "@lianzhang/definitions";
import type { Month } from "@lianzhang/kernel";
import { parsePeriod } from "@lianzhang/kernel";
import type { Acting } from "../audit/link.ts";
import type { Outcome } from "../registers/keep.ts";
import type { RegisterRecord } from "../registers/record.ts";
import type { Registers } from "../registers/registers.ts";
import { openRegisters } from "../registers/registers.ts";
import type { TestDatabase } from "./work.ts";
import { LI } from "./work.ts";

export const WANG: Acting = { ...LI, user: "wang.jun" };

/** The registers of Meishan, as its folder defines them. */
export async function meishan(): Promise<Model> {
  const folder = join(import.meta.dirname, "../../../../decisions/meishan-2023");
  const { model, diagnostics } = await loadDecision(folder);
  if (model === null) throw new Error(JSON.stringify(diagnostics.slice(0, 3)));
  return model;
}

export const registersIn = (city: TestDatabase, model: Model): Registers =>
  openRegisters({ model, database: city.database, trail: city.trail, random: randomBytes });

/** `2025-06` as a month. */
export function month(text: string): Month {
  const period = parsePeriod(text);
  if (period === null) throw new Error(`${text} is no month`);
  return period.from;
}

/** The record of a change that must have been kept. */
export async function kept(outcome: Promise<Outcome>): Promise<RegisterRecord> {
  const found = await outcome;
  if (found.kind === "kept") return found.record;
  throw new Error(JSON.stringify(found, (_, v: unknown) => (typeof v === "bigint" ? String(v) : v)));
}
