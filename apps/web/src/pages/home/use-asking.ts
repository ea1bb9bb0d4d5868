/** Filing a request of the firm: nothing is typed that is known. */
import { useCaseSending } from "../work/use-case-sending.ts";
import type { CaseSending } from "../work/use-case-sending.ts";
import { newCode } from "../work/new-code.ts";

export interface Asking extends Omit<CaseSending, "send"> {
  readonly ask: (title: string, reason: string) => Promise<boolean>;
}

/** Today as the office has it, whatever the clock of the machine says of its own place. */
const today = (): string =>
  new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" }).format(new Date());

export function useAsking(firm: string, known: Readonly<Record<string, string>>, onKept: () => void): Asking {
  const { send, ...state } = useCaseSending(onKept);
  const ask = (title: string, reason: string): Promise<boolean> => {
    const { county, park } = known;
    return send("procedures/request/open", {
      code: newCode("诉求", today(), Math.random),
      values: {
        request_title: title,
        request_enterprise: firm,
        request_came_on: today(),
        ...(county === undefined ? {} : { request_county: county }),
        ...(park === undefined ? {} : { request_park: park }),
      },
      reason,
    });
  };
  return { ...state, ask };
}
