/** Routes; every page is a chunk of its own. */
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Link,
  retainSearchParams,
} from "@tanstack/react-router";
import type { ReactElement } from "react";
import { FrameLayout } from "../frame/frame.tsx";
import { useWords } from "../i18n/dictionary.ts";
import { frameWords } from "../i18n/frame.ts";
import { Problem } from "../states/problem.tsx";
import { keptKeys, pageSearch, parseSearch, stringifySearch } from "./address.ts";

function NotFound(): ReactElement {
  const w = useWords(frameWords);
  return (
    <div className="problem">
      <h2>{w.notFoundTitle}</h2>
      <p>{w.notFoundText}</p>
      <Link to="/">{w.backHome}</Link>
    </div>
  );
}

const root = createRootRoute({
  validateSearch: pageSearch,
  search: { middlewares: [retainSearchParams([...keptKeys])] },
  component: FrameLayout,
  notFoundComponent: NotFound,
});
const parent = { getParentRoute: () => root };

const overview = createRoute({
  ...parent,
  path: "/",
  component: lazyRouteComponent(() => import("../pages/overview/overview-page.tsx")),
});
const decision = createRoute({
  ...parent,
  path: "/decision",
  component: lazyRouteComponent(() => import("../pages/decision/decision-page.tsx")),
});
const assignments = createRoute({
  ...parent,
  path: "/assignments",
  component: lazyRouteComponent(() => import("../pages/assignments/assignments-page.tsx")),
});
const projects = createRoute({
  ...parent,
  path: "/projects",
  component: lazyRouteComponent(() => import("../pages/projects/projects-page.tsx")),
});
const project = createRoute({
  ...parent,
  path: "/projects/$id",
  component: lazyRouteComponent(() => import("../pages/projects/project-page.tsx")),
});
const parcels = createRoute({
  ...parent,
  path: "/parcels",
  component: lazyRouteComponent(() => import("../pages/parcels/parcels-page.tsx")),
});
const parcel = createRoute({
  ...parent,
  path: "/parcels/$code",
  component: lazyRouteComponent(() => import("../pages/parcels/parcel-page.tsx")),
});
const indicators = createRoute({
  ...parent,
  path: "/indicators",
  component: lazyRouteComponent(() => import("../pages/indicators/catalogue-page.tsx")),
});
const indicator = createRoute({
  ...parent,
  path: "/indicators/$id",
  component: lazyRouteComponent(() => import("../pages/indicators/indicator-page.tsx")),
});
const enterprises = createRoute({
  ...parent,
  path: "/enterprises",
  component: lazyRouteComponent(() => import("../pages/enterprises/enterprises-page.tsx")),
});
const enterprise = createRoute({
  ...parent,
  path: "/enterprises/$code",
  component: lazyRouteComponent(() => import("../pages/enterprises/enterprise-page.tsx")),
});
const evaluation = createRoute({
  ...parent,
  path: "/evaluation",
  component: lazyRouteComponent(() => import("../pages/evaluation/evaluation-page.tsx")),
});
const scorecard = createRoute({
  ...parent,
  path: "/evaluation/$id/$code",
  component: lazyRouteComponent(() => import("../pages/evaluation/card-page.tsx")),
});
const adjust = createRoute({
  ...parent,
  path: "/evaluation/$id/adjust",
  component: lazyRouteComponent(() => import("../pages/adjust/adjust-page.tsx")),
});
const evaluationYear = createRoute({
  ...parent,
  path: "/evaluation/$id/year",
  component: lazyRouteComponent(() => import("../pages/evaluation-year/year-page.tsx")),
});
const incentives = createRoute({
  ...parent,
  path: "/incentives",
  component: lazyRouteComponent(() => import("../pages/incentives/incentives-page.tsx")),
});
const incentivesOfFirm = createRoute({
  ...parent,
  path: "/incentives/$code",
  component: lazyRouteComponent(() => import("../pages/incentives/firm-page.tsx")),
});
const energy = createRoute({
  ...parent,
  path: "/energy",
  component: lazyRouteComponent(() => import("../pages/energy/energy-page.tsx")),
});
const ladder = createRoute({
  ...parent,
  path: "/ladder",
  component: lazyRouteComponent(() => import("../pages/ladder/ladder-page.tsx")),
});
const ladderFirm = createRoute({
  ...parent,
  path: "/ladder/$code",
  component: lazyRouteComponent(() => import("../pages/ladder/firm-page.tsx")),
});
const chains = createRoute({
  ...parent,
  path: "/chains",
  component: lazyRouteComponent(() => import("../pages/chains/chains-page.tsx")),
});
const chain = createRoute({
  ...parent,
  path: "/chains/$id",
  component: lazyRouteComponent(() => import("../pages/chains/chain-page.tsx")),
});
const operation = createRoute({
  ...parent,
  path: "/operation",
  component: lazyRouteComponent(() => import("../pages/operation/operation-page.tsx")),
});
const papers = createRoute({
  ...parent,
  path: "/papers",
  component: lazyRouteComponent(() => import("../pages/papers/papers-page.tsx")),
});
const workbooks = createRoute({
  ...parent,
  path: "/workbooks",
  component: lazyRouteComponent(() => import("../pages/workbooks/workbooks-page.tsx")),
});
const workbook = createRoute({
  ...parent,
  path: "/workbooks/$id",
  component: lazyRouteComponent(() => import("../pages/workbooks/workbook-page.tsx")),
});
const readings = createRoute({
  ...parent,
  path: "/reader",
  component: lazyRouteComponent(() => import("../pages/reader/readings-page.tsx")),
});
const reading = createRoute({
  ...parent,
  path: "/reader/$id",
  component: lazyRouteComponent(() => import("../pages/reader/reading-page.tsx")),
});
const chainList = createRoute({
  ...parent,
  path: "/chain-list",
  component: lazyRouteComponent(() => import("../pages/chain-list/chain-list-page.tsx")),
});
const chainBoards = createRoute({
  ...parent,
  path: "/chain-board",
  component: lazyRouteComponent(() => import("../pages/chain-board/boards-page.tsx")),
});
const chainBoard = createRoute({
  ...parent,
  path: "/chain-board/$chain",
  component: lazyRouteComponent(() => import("../pages/chain-board/board-page.tsx")),
});
const registers = createRoute({
  ...parent,
  path: "/registers",
  component: lazyRouteComponent(() => import("../pages/registers/registers-page.tsx")),
});
const register = createRoute({
  ...parent,
  path: "/registers/$register",
  component: lazyRouteComponent(() => import("../pages/registers/register-page.tsx")),
});
const record = createRoute({
  ...parent,
  path: "/registers/$register/$record",
  component: lazyRouteComponent(() => import("../pages/registers/record-page.tsx")),
});

const signIn = createRoute({
  ...parent,
  path: "/sign-in",
  component: lazyRouteComponent(() => import("../pages/sign-in/sign-in-page.tsx")),
});
const setUp = createRoute({
  ...parent,
  path: "/set-up",
  component: lazyRouteComponent(() => import("../pages/sign-in/set-up-page.tsx")),
});
const account = createRoute({
  ...parent,
  path: "/account",
  component: lazyRouteComponent(() => import("../pages/account/account-page.tsx")),
});
const people = createRoute({
  ...parent,
  path: "/admin/people",
  component: lazyRouteComponent(() => import("../pages/admin/people-page.tsx")),
});
const posts = createRoute({
  ...parent,
  path: "/admin/posts",
  component: lazyRouteComponent(() => import("../pages/admin/posts-page.tsx")),
});
const addresses = createRoute({
  ...parent,
  path: "/admin/addresses",
  component: lazyRouteComponent(() => import("../pages/admin/addresses-page.tsx")),
});
const audit = createRoute({
  ...parent,
  path: "/admin/audit",
  component: lazyRouteComponent(() => import("../pages/admin/audit-page.tsx")),
});
const installation = createRoute({
  ...parent,
  path: "/admin/installation",
  component: lazyRouteComponent(() => import("../pages/admin/installation-page.tsx")),
});

/** One page over any procedure, and one over any of its cases; the address says which. */
const procedurePage = lazyRouteComponent(() => import("../pages/work/procedure-page.tsx"));
const casePage = lazyRouteComponent(() => import("../pages/work/case-page.tsx"));
const home = createRoute({
  ...parent,
  path: "/home",
  component: lazyRouteComponent(() => import("../pages/home/home-page.tsx")),
});
const returns = createRoute({
  ...parent,
  path: "/returns",
  component: lazyRouteComponent(() => import("../pages/returns/returns-page.tsx")),
});
const aReturn = createRoute({
  ...parent,
  path: "/returns/$id",
  component: lazyRouteComponent(() => import("../pages/returns/return-page.tsx")),
});
const receipt = createRoute({
  ...parent,
  path: "/returns/$id/receipt",
  component: lazyRouteComponent(() => import("../pages/returns/receipt-page.tsx")),
});
const fill = createRoute({
  ...parent,
  path: "/returns/fill/$form",
  component: lazyRouteComponent(() => import("../pages/returns/fill-page.tsx")),
});
const tasks = createRoute({
  ...parent,
  path: "/tasks",
  component: lazyRouteComponent(() => import("../pages/tasks/tasks-page.tsx")),
});
const task = createRoute({
  ...parent,
  path: "/tasks/$id",
  component: lazyRouteComponent(() => import("../pages/tasks/task-page.tsx")),
});
const notice = createRoute({
  ...parent,
  path: "/tasks/$id/documents/$document",
  component: lazyRouteComponent(() => import("../pages/tasks/notice-page.tsx")),
});
const recordVisit = createRoute({
  ...parent,
  path: "/visits/$id/record",
  component: lazyRouteComponent(() => import("../pages/visits/record-visit-page.tsx")),
});
const paper = createRoute({
  ...parent,
  path: "/papers/$id/$document",
  component: lazyRouteComponent(() => import("../pages/tasks/notice-page.tsx")),
});
const dataRequests = createRoute({ ...parent, path: "/data-requests", component: procedurePage });
const dataRequest = createRoute({ ...parent, path: "/data-requests/$id", component: casePage });
const requests = createRoute({ ...parent, path: "/requests", component: procedurePage });
const request = createRoute({ ...parent, path: "/requests/$id", component: casePage });
const visits = createRoute({ ...parent, path: "/visits", component: procedurePage });
const visit = createRoute({ ...parent, path: "/visits/$id", component: casePage });
const arrears = createRoute({ ...parent, path: "/arrears", component: procedurePage });
const debt = createRoute({ ...parent, path: "/arrears/$id", component: casePage });
const awards = createRoute({ ...parent, path: "/awards", component: procedurePage });
const award = createRoute({ ...parent, path: "/awards/$id", component: casePage });
const reviews = createRoute({ ...parent, path: "/reviews", component: procedurePage });
const review = createRoute({ ...parent, path: "/reviews/$id", component: casePage });
const claims = createRoute({ ...parent, path: "/claims", component: procedurePage });
const claim = createRoute({ ...parent, path: "/claims/$id", component: casePage });
const challenges = createRoute({ ...parent, path: "/challenges", component: procedurePage });
const challenge = createRoute({ ...parent, path: "/challenges/$id", component: casePage });

export const router = createRouter({
  routeTree: root.addChildren([
    overview,
    assignments,
    decision,
    indicators,
    indicator,
    enterprises,
    enterprise,
    evaluation,
    energy,
    ladder,
    ladderFirm,
    scorecard,
    adjust,
    evaluationYear,
    incentives,
    incentivesOfFirm,
    chains,
    chain,
    operation,
    papers,
    workbooks,
    workbook,
    readings,
    reading,
    chainList,
    chainBoards,
    chainBoard,
    projects,
    project,
    parcels,
    parcel,
    registers,
    register,
    record,
    signIn,
    setUp,
    account,
    people,
    posts,
    addresses,
    audit,
    installation,
    home,
    returns,
    aReturn,
    receipt,
    fill,
    tasks,
    task,
    notice,
    paper,
    recordVisit,
    requests,
    request,
    visits,
    visit,
    arrears,
    debt,
    awards,
    award,
    reviews,
    review,
    claims,
    claim,
    challenges,
    challenge,
    dataRequests,
    dataRequest,
  ]),
  parseSearch,
  stringifySearch,
  defaultPreload: "intent",
  scrollRestoration: true,
  defaultErrorComponent: ({ error }) => <Problem error={error} />,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
