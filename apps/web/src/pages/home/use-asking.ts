/** Filing a request of the firm: nothing is typed that is known. */
import { openCasePath } from "../../app/client.ts";
import type { Acting } from "../../cases/use-act.ts";
import { useAct } from "../../cases/use-act.ts";
import { cityToday } from "../../lib/moment.ts";
import { newCode } from "../work/new-code.ts";

export interface Asking {
  readonly acting: Acting;
  readonly ask: (title: string, reason: string) => void;
}

export function useAsking(firm: string, known: Readonly<Record<string, string>>, onKept: () => void): Asking {
  const acting = useAct(onKept);
  const ask = (title: string, reason: string): void => {
    const { county, park } = known;
    acting.act(openCasePath("request"), {
      code: newCode("诉求", cityToday()),
      values: {
        request_title: title,
        request_enterprise: firm,
        request_came_on: cityToday(),
        ...(county === undefined ? {} : { request_county: county }),
        ...(park === undefined ? {} : { request_park: park }),
      },
      reason,
    });
  };
  return { acting, ask };
}
