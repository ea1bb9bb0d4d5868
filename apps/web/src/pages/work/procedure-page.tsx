/** A list of cases of one procedure: its finding, what waits for the one who looks, and what stands beside it. */
import type { CasesAnswer, ProcedureAnswer } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import { useRouterState } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useFrame } from "../../app/address.ts";
import { casesQuestion, procedureQuestion } from "../../app/client.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { serviceWords } from "../../i18n/service.ts";
import { Loaded } from "../../states/loaded.tsx";
import { Empty } from "../../states/problem.tsx";
import { PageSkeleton } from "../../states/skeleton.tsx";
import { AwardCalendar } from "./award-calendar.tsx";
import { NearVisitsCard } from "./near-visits-card.tsx";
import type { PageSettings } from "./settings.ts";
import { settingsOf } from "./settings.ts";

const SIZE = 50;

export default function ProcedurePage(): ReactElement {
  const path = useRouterState({ select: (state) => state.location.pathname });
  const settings = settingsOf(path);
  return settings === null ? <Empty title={path} /> : <List key={settings.procedure} settings={settings} />;
}
