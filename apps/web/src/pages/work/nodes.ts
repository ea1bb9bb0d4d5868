/** The nodes of a challenge's contract: agreed, reached, late. Pure. */
import { daysBetween } from "./days.ts";

export interface ContractNode {
  readonly id: "signed" | "midterm" | "acceptance";
  readonly agreed: string | null;
  readonly reached: string | null;
  /** Days reached, or still open, after the day agreed; 0: none. */
  readonly late: number;
}

type Values = Readonly<Record<string, string>>;

function node(
  id: ContractNode["id"],
  agreed: string | undefined,
  reached: string | undefined,
  today: string,
) {
  const late = daysBetween(agreed, reached ?? today) ?? 0;
  return { id, agreed: agreed ?? null, reached: reached ?? null, late: Math.max(0, late) };
}

export const contractNodes = (values: Values, today: string): readonly ContractNode[] => [
  node("signed", undefined, values["challenge_signed"], today),
  node("midterm", values["node_due"], values["node_reached"], today),
  node("acceptance", values["final_due"], values["final_reached"], today),
];
