/** The house around every page, and the door before it. */
import type { DoorAnswer } from "@lianzhang/contract";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Navigate, Outlet, useRouterState } from "@tanstack/react-router";
import { ConfigProvider } from "antd";
import enUS from "antd/locale/en_US";
import zhCN from "antd/locale/zh_CN";
import type { ReactElement } from "react";
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from "react";
import { useFrame } from "../app/address.ts";
import { sessionQuestion } from "../app/client.ts";
import { homeOf, maySearch, useDoor } from "../app/use-door.ts";
import { HoverCard, hideCard } from "../figure/hover-card.tsx";
import { parseStack } from "../figure/reference.ts";
import { useWords } from "../i18n/dictionary.ts";
import { frameWords } from "../i18n/frame.ts";
import { Problem } from "../states/problem.tsx";
import { antdTheme } from "../theme/antd.ts";
import { Banners } from "./banners.tsx";
import { Navigation } from "./navigation.tsx";
import { DoorProblem, Outside } from "./outside.tsx";
import { TopBar } from "./top-bar.tsx";
import { Watermark } from "./watermark.tsx";
import { useEnded } from "./use-ended.ts";

const Palette = lazy(() => import("./palette.tsx"));
const Panel = lazy(() => import("../figure/panel.tsx"));
const SignIn = lazy(() => import("../pages/sign-in/sign-in-page.tsx"));

/** How often the page asks whether there is a newer run, ms. */
const RUN_CHECK = 60_000;

/** Pages of their own, before the house. */
const BARE: ReadonlySet<string> = new Set(["/sign-in", "/set-up"]);

export function FrameLayout(): ReactElement {
  const { language, theme } = useFrame();
  const w = useWords(frameWords);
  const path = useRouterState({ select: (state) => state.location.pathname });
  const door = useDoor();
  const [ended, resume] = useEnded(door.data, BARE.has(path));
  useEffect(hideCard, [path]);
  useEffect(() => {
    document.documentElement.dataset["theme"] = theme;
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  }, [theme, language]);
  const title = door.data?.platform[language];
  useEffect(() => {
    if (title !== undefined) document.title = title;
  }, [title]);
  const antd = useMemo(() => antdTheme(theme), [theme]);
  const nobody = door.data !== undefined && door.data.who === null && !door.data.guest;
  return (
    <ConfigProvider
      theme={antd}
      locale={language === "zh" ? zhCN : enUS}
      button={{ autoInsertSpace: false }}
      wave={{ disabled: true }}
    >
      <a className="skip" href="#main">
        {w.skip}
      </a>
      {door.data === undefined && door.isError ? (
        <Outside>
          <DoorProblem error={door.error} retry={() => void door.refetch()} />
        </Outside>
      ) : BARE.has(path) ? (
        <Outside>
          <Outlet />
        </Outside>
      ) : nobody || ended ? (
        <Outside>
          <SignIn ended={ended} onIn={resume} />
        </Outside>
      ) : (
        <Inside door={door.data} path={path} />
      )}
      <HoverCard />
    </ConfigProvider>
  );
}

function Inside({
  door,
  path,
}: {
  readonly door: DoorAnswer | undefined;
  readonly path: string;
}): ReactElement {
  const { language, search } = useFrame();
  const session = useQuery({ ...sessionQuestion(), refetchInterval: RUN_CHECK });
  const [menu, setMenu] = useState(false);
  const [finding, setFinding] = useSearchKey(door !== undefined && maySearch(door));
  useOnePersonAtATime(search.for);
  const firstRun = useRef<string | null>(null);
  if (session.data !== undefined && firstRun.current === null) firstRun.current = session.data.run.id;
  const stack = parseStack(search.panel);
  const acting = door?.who?.leaders.find((l) => l.id === search.for)?.name ?? null;
  const elsewhere = door !== undefined && path === "/" && !door.may.figures;
  return (
    <>
      <div className={menu ? "frame menu-open" : "frame"}>
        <Navigation title={door?.platform[language] ?? ""} onFollow={() => setMenu(false)} />
        <div className="stage">
          {session.data === undefined || door === undefined ? (
            <header aria-hidden="true" />
          ) : (
            <>
              <TopBar
                door={door}
                session={session.data}
                menuOpen={menu}
                onMenu={() => setMenu(!menu)}
                onSearch={() => setFinding(true)}
              />
              <Banners session={session.data} first={firstRun.current ?? ""} acting={acting} />
            </>
          )}
          <main id="main" tabIndex={-1}>
            {elsewhere ? (
              <Navigate to={homeOf(door.may)} replace />
            ) : door !== undefined && session.data === undefined && session.isError ? (
              <Problem error={session.error} retry={() => void session.refetch()} />
            ) : session.data === undefined || door === undefined ? null : (
              // with the banners above it in place: a page that came first would move down
              <Outlet />
            )}
          </main>
        </div>
      </div>
      {door === undefined ? null : <Watermark door={door} />}
      <Suspense>
        {stack.length === 0 || session.data === undefined ? null : <Panel stack={stack} />}
        {finding ? <Palette onClose={() => setFinding(false)} /> : null}
      </Suspense>
    </>
  );
}

/** What was answered for one leader, or for oneself, is not shown for another. */
function useOnePersonAtATime(leader: string | undefined): void {
  const client = useQueryClient();
  const shown = useRef(leader);
  useEffect(() => {
    if (shown.current === leader) return;
    shown.current = leader;
    void client.resetQueries({ predicate: ({ queryKey: [path] }) => path !== "session" && path !== "door" });
    void client.invalidateQueries({ queryKey: ["door"] });
  }, [client, leader]);
}

/** Ctrl-K (⌘K) opens the search from anywhere, for whoever may look at figures. */
function useSearchKey(may: boolean) {
  const state = useState(false);
  const [, setOpen] = state;
  useEffect(() => {
    if (!may) return undefined;
    const onKey = (e: KeyboardEvent): void => {
      if ((e.ctrlKey || e.metaKey) && e.key.toLowerCase() === "k") {
        e.preventDefault();
        setOpen(true);
      }
    };
    addEventListener("keydown", onKey);
    return () => {
      removeEventListener("keydown", onKey);
    };
  }, [setOpen, may]);
  return state;
}
