/** How a field's kind reads as the time part of its type. */
import type { Frequency, TimeKind } from "@lianzhang/formula";
import type { FieldKind } from "./model.ts";

export function timeOf(as: FieldKind, every: Frequency): TimeKind {
  switch (as) {
    case "flow":
    case "cumulative":
      return { kind: "flow", every };
    case "stock":
      return { kind: "stock" };
    case "mean":
      return { kind: "mean" };
    case "rate":
      return { kind: "rate", every };
  }
}
