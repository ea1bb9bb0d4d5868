/** What a route over people's work has of the one who asks. */
import type { RegisterAnswer } from "@lianzhang/contract";
import type { Model } from "@lianzhang/definitions";
import type { Month } from "@lianzhang/kernel";
import type { Acting, Registers } from "@lianzhang/work";

export interface Desk {
  readonly model: Model;
  /** The registers as this person sees them: what lies outside is as if it did not exist. */
  readonly registers: Omit<Registers, "snapshot" | "eventNow" | "lastEvent">;
  readonly acting: Acting;
  /** What this person may do with a register; null: it is not there for this person. */
  may(register: string): RegisterAnswer["may"] | null;
  readonly thisMonth: Month;
  /** A record of the register was changed: figures follow. */
  changed(register: string): void;
}
