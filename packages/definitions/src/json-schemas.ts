/** JSON Schemas for editors: one a kind, and one for a file that mixes kinds. */
import { z } from "zod";
import type { Kind } from "./kind.ts";
import { KINDS } from "./kinds.ts";

type JsonSchema = Record<string, unknown>;

const inner = (kind: Kind): JsonSchema => {
  const { $schema: _, ...schema } = z.toJSONSchema(kind.schema, { io: "input", unrepresentable: "any" });
  switch (kind.form) {
    case "one":
      return schema;
    case "list":
      return { type: "array", items: schema };
    case "map":
      return kind.id === null
        ? { type: "object", additionalProperties: schema }
        : { type: "object", patternProperties: { [kind.id.source]: schema }, additionalProperties: false };
  }
};

const file = (title: string, kinds: readonly Kind[]): JsonSchema => ({
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title,
  type: "object",
  properties: Object.fromEntries(kinds.map((k) => [k.name, inner(k)])),
  additionalProperties: false,
});

/** By kind: the schema of a file that holds only this kind. */
export const jsonSchemas = (): Record<string, JsonSchema> =>
  Object.fromEntries(KINDS.map((k) => [k.name, file(`lianzhang: ${k.name}`, [k])]));

/** The schema of any file of a decision folder. */
export const folderSchema = (): JsonSchema => file("lianzhang: a file of a decision folder", KINDS);
