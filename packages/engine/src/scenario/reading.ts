/** What the readers of a scenario's parts share. */
import type { Model } from "@lianzhang/definitions";
import { environmentOf } from "@lianzhang/definitions";
import type { CheckedIndicator, Environment } from "@lianzhang/formula";
import type { Problems } from "./problems.ts";

export interface Reading {
  readonly model: Model;
  readonly environment: Environment;
  readonly problems: Problems;
}

/** The formula checker's view of a model, with bodies from `body` (default: the model's own). */
export const environmentFor = (
  model: Model,
  body: (id: string) => CheckedIndicator | "cycle" | null = (id) => {
    const found = model.indicators.get(id)?.body ?? null;
    return found === null ? null : { body: found };
  },
): Environment => environmentOf({ ...model, city: model.city.code, body });
