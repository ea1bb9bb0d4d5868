/** The groups officials know; an entry exists only when its page works and the one who looks may use it. */
import type { MayAnswer } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { sessionQuestion } from "../app/client.ts";
import { useDoor } from "../app/use-door.ts";
import { useWords } from "../i18n/dictionary.ts";
import { frameWords } from "../i18n/frame.ts";

const figures = (may: MayAnswer): boolean => may.figures;

/** Work on the records of a register; a firm's own are on its own page. */
const reads =
  (register: string) =>
  (may: MayAnswer): boolean =>
    may.enterprise === null && may.registers.includes(register);

const pages = [
  { group: "firmGroup", to: "/home", word: "home", show: (may: MayAnswer) => may.enterprise !== null },
  { group: "overviewGroup", to: "/", word: "overview", show: figures },
  { group: "overviewGroup", to: "/decision", word: "decision", show: figures },
  { group: "overviewGroup", to: "/assignments", word: "assignments", show: figures },
  {
    group: "operationGroup",
    to: "/operation",
    word: "operation",
    show: (may: MayAnswer) => may.figures && may.registers.length > 0 && may.enterprise === null,
  },
  { group: "operationGroup", to: "/papers", word: "papers", show: (may: MayAnswer) => may.papers },
  {
    group: "operationGroup",
    to: "/workbooks",
    word: "workbooks",
    show: (may: MayAnswer) => may.workbooks,
  },
  { group: "industryGroup", to: "/chains", word: "chains", show: figures },
  {
    group: "industryGroup",
    to: "/chain-list",
    word: "chainList",
    show: (may: MayAnswer) => may.registers.includes("chain_entry"),
  },
  { group: "industryGroup", to: "/enterprises", word: "enterprises", show: figures },
  { group: "industryGroup", to: "/parcels", word: "parcels", show: reads("parcel") },
  { group: "industryGroup", to: "/projects", word: "projects", show: reads("project") },
  { group: "policyGroup", to: "/evaluation", word: "evaluation", show: figures },
  { group: "policyGroup", to: "/incentives", word: "incentives", show: figures },
  { group: "policyGroup", to: "/ladder", word: "ladder", show: figures },
  { group: "policyGroup", to: "/energy", word: "energy", show: figures },
  { group: "policyGroup", to: "/awards", word: "awards", show: reads("award_application") },
  {
    group: "workGroup",
    to: "/chain-board",
    word: "chainBoard",
    show: (may: MayAnswer) => may.figures && may.registers.length > 0 && may.enterprise === null,
  },
  { group: "workGroup", to: "/tasks", word: "tasks", show: reads("task") },
  { group: "workGroup", to: "/requests", word: "requests", show: reads("request") },
  { group: "workGroup", to: "/visits", word: "visits", show: reads("visit") },
  { group: "workGroup", to: "/challenges", word: "challenges", show: reads("challenge") },
  { group: "workGroup", to: "/arrears", word: "arrears", show: reads("arrears") },
  { group: "dataGroup", to: "/indicators", word: "indicators", show: figures },
  { group: "dataGroup", to: "/data-requests", word: "dataRequests", show: reads("data_request") },
  { group: "dataGroup", to: "/returns", word: "returns", show: (may: MayAnswer) => may.returns },
  {
    group: "dataGroup",
    to: "/registers",
    word: "registers",
    show: (may: MayAnswer) => may.registers.length > 0,
  },
  { group: "dataGroup", to: "/reader", word: "reader", show: (may: MayAnswer) => may.drafts },
  { group: "adminGroup", to: "/admin/people", word: "people", show: (may: MayAnswer) => may.people },
  { group: "adminGroup", to: "/admin/posts", word: "posts", show: (may: MayAnswer) => may.security },
  {
    group: "adminGroup",
    to: "/admin/addresses",
    word: "addresses",
    show: (may: MayAnswer) => may.security,
  },
  { group: "adminGroup", to: "/admin/audit", word: "audit", show: (may: MayAnswer) => may.audit },
  {
    group: "adminGroup",
    to: "/admin/installation",
    word: "installation",
    show: (may: MayAnswer) => may.people || may.security,
  },
] as const;

const groups = [
  "firmGroup",
  "overviewGroup",
  "operationGroup",
  "industryGroup",
  "policyGroup",
  "workGroup",
  "dataGroup",
  "adminGroup",
] as const;

/** The pages the one who is there may use. */
export function usePages(): readonly (typeof pages)[number][] {
  const may = useDoor().data?.may;
  const session = useQuery(sessionQuestion()).data;
  // pages of what the decision folder may not have
  const there: Readonly<Record<string, boolean>> = {
    "/evaluation": (session?.evaluations.length ?? 0) > 0,
    "/incentives": session?.incentives === true,
    "/ladder": session?.pages.ladder === true,
    "/energy": session?.pages.energy === true,
  };
  return may === undefined ? [] : pages.filter((page) => page.show(may) && there[page.to] !== false);
}

export function Navigation({
  title,
  onFollow,
}: {
  readonly title: string;
  readonly onFollow: () => void;
}): ReactElement {
  const w = useWords(frameWords);
  const shown = usePages();
  return (
    <nav aria-label={w.mainNavigation} id="main-navigation">
      <p className="platform">{title}</p>
      {groups
        .filter((group) => shown.some((page) => page.group === group))
        .map((group) => (
          <section key={group} aria-label={w[group]}>
            <p className="group">{w[group]}</p>
            {shown
              .filter((page) => page.group === group)
              .map((page) => (
                <Link
                  key={page.to}
                  to={page.to}
                  onClick={onFollow}
                  activeOptions={{ exact: page.to === "/", includeSearch: false }}
                  activeProps={{ className: "on", "aria-current": "page" }}
                >
                  {w[page.word]}
                </Link>
              ))}
          </section>
        ))}
    </nav>
  );
}
