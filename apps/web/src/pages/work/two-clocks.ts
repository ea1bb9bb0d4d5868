/** The two clocks of a request: taken up, answered. Pure. */
import type { CaseAnswer, DueAnswer } from "@lianzhang/contract";

export type RequestClock =
  | { readonly kind: "runs"; readonly due: DueAnswer }
  | { readonly kind: "done"; readonly day: string }
  /** It begins with the step before. */
  | { readonly kind: "later" }
  | { readonly kind: "none" };

type Told = Pick<CaseAnswer, "timeline"> & {
  readonly case: Pick<CaseAnswer["case"], "state" | "dues" | "values">;
};

const dayOf = (at: string): string => at.slice(0, 10);

export function requestClocks({ case: of, timeline }: Told): {
  readonly taken: RequestClock;
  readonly answered: RequestClock;
} {
  const due = of.dues.find((d) => d.clock === null);
  const runs = (state: string): RequestClock | null =>
    of.state === state && due !== undefined ? { kind: "runs", due } : null;
  const [first] = timeline.filter((e) => e.act === "move");
  const refused = of.state === "refused";
  const answer = of.values["request_answered_on"];
  return {
    taken:
      runs("received") ?? (first === undefined ? { kind: "none" } : { kind: "done", day: dayOf(first.at) }),
    answered:
      runs("handled") ??
      (refused
        ? { kind: "none" }
        : answer !== undefined && of.state !== "received"
          ? { kind: "done", day: answer }
          : { kind: "later" }),
  };
}
