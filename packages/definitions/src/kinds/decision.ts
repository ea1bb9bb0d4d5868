/** decision, holders, clauses, carriers, undefined_words: what the folder is about. */
import { PLAIN_ID } from "@lianzhang/kernel";
import { z } from "zod";
import { bothLanguages, dayOf, labelInput, labelOf, noteOf, text } from "../common.ts";
import type { Kind } from "../kind.ts";
import { defineKind } from "../kind.ts";
import type { Loading } from "../loading.ts";
import type { Entry } from "../source/entry.ts";

export const decisionKind: Kind = defineKind({
  name: "decision",
  form: "one",
  id: null,
  schema: z.strictObject({
    title: bothLanguages,
    platform: bothLanguages.optional(),
    city: z.strictObject({ code: text, zh: z.string(), en: z.string() }),
    issued: z.string(),
  }),
  build(entry, value, loading): void {
    dayOf(value.issued, entry, ["issued"], loading);
    loading.decision = {
      title: value.title,
      platform: value.platform ?? { zh: "重点产业链工作平台", en: "Key Industrial Chains Platform" },
      city: { code: value.city.code, name: { zh: value.city.zh, en: value.city.en } },
      issued: value.issued,
    };
  },
});

export const holderKind: Kind = defineKind({
  name: "holders",
  form: "map",
  id: PLAIN_ID,
  schema: bothLanguages,
  build(entry, value, loading): void {
    loading.holders.set(entry.id, { id: entry.id, label: value });
  },
});

/** `1`, `1/3`, `2/4/lithium`. */
const CLAUSE_ID = /^\d+(\/[a-z0-9_]+)*$/;

export const clauseKind: Kind = defineKind({
  name: "clauses",
  form: "map",
  id: CLAUSE_ID,
  schema: z.strictObject({
    heading: z.string(),
    summary: labelInput.optional(),
    text_hash: z.string().optional(),
  }),
  build(entry, value, loading): void {
    const parent = entry.id.includes("/") ? entry.id.slice(0, entry.id.lastIndexOf("/")) : null;
    if (parent !== null) loading.refer("clauses", parent, entry.place);
    loading.clauses.set(entry.id, {
      id: entry.id,
      number: entry.id.slice(entry.id.lastIndexOf("/") + 1),
      heading: value.heading,
      summary: noteOf(value.summary, entry, ["summary"], loading),
      textHash: value.text_hash ?? null,
      text: null,
      place: entry.place,
    });
  },
});

export const undefinedWordKind: Kind = defineKind({
  name: "undefined_words",
  form: "map",
  id: null,
  schema: z.union([
    z.string(),
    z.strictObject({
      zh: z.string(),
      en: z.string(),
      except: z.array(z.string()).default([]).describe("longer words that contain this one and are defined"),
    }),
  ]),
  build(entry, value, loading): void {
    const label = labelOf(value, undefined, entry, [], loading);
    loading.undefinedWords.set(entry.id, {
      zh: label.zh,
      en: label.en,
      except: typeof value === "string" ? [] : value.except,
    });
  },
});

/** What may carry a thing of the Decision: `indicator:rnd_intensity`. */
const CARRYING: ReadonlyMap<string, string> = new Map([
  ["indicator", "indicators"],
  ["target", "targets"],
  ["chain", "chains"],
  ["form", "forms"],
  ["register", "registers"],
  ["membership", "memberships"],
  ["classification", "classifications"],
  ["parameter", "parameters"],
  ["partition", "partitions"],
  ["evaluation", "evaluations"],
  ["procedure", "procedures"],
]);

/** `indicator:id`, or a code as `county:dongpo` or `unit:ganmei`, by the classification's id. */
function referCarrier(reference: string, at: number, entry: Entry, loading: Loading): void {
  const [head = "", ...rest] = reference.split(":");
  const id = rest.join(":");
  const place = entry.at("carried_by", at);
  const kind = CARRYING.get(head);
  if (kind !== undefined) loading.refer(kind, id, place);
  else if (!loading.ids.get("classifications")?.has(head)) {
    loading.unknown(
      "kind of carrier",
      head,
      [...CARRYING.keys(), ...(loading.ids.get("classifications")?.keys() ?? [])],
      place,
    );
  } else {
    const codes = loading.classifications.get(head)?.codes;
    if (codes && !codes.some((c) => c.code === id || c.id === id || c.label.zh === id)) {
      loading.unknown(
        `code of ${head}`,
        id,
        codes.flatMap((c) => [c.code, c.id ?? c.code]),
        place,
      );
    }
  }
}

export const carrierKind: Kind = defineKind({
  name: "carriers",
  form: "list",
  id: null,
  schema: z.strictObject({
    kind: z.enum(["mechanism", "industry", "place", "unit"]),
    name: labelInput,
    en: z.string().optional(),
    clause: text,
    carried_by: z.array(z.string()).default([]),
    note: labelInput.optional(),
  }),
  build(entry, value, loading): void {
    loading.refer("clauses", value.clause, entry.at("clause"));
    loading.later.push(() => {
      for (const [i, reference] of value.carried_by.entries()) referCarrier(reference, i, entry, loading);
    });
    loading.carriers.push({
      kind: value.kind,
      name: labelOf(value.name, value.en, entry, ["name"], loading),
      clause: value.clause,
      carriedBy: value.carried_by,
      note: noteOf(value.note, entry, ["note"], loading),
      place: entry.place,
    });
  },
});
