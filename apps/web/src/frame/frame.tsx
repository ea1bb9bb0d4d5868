/** The house around every page. */
import { useQuery } from "@tanstack/react-query";
import { Outlet, useRouterState } from "@tanstack/react-router";
import { ConfigProvider } from "antd";
import enUS from "antd/locale/en_US";
import zhCN from "antd/locale/zh_CN";
import type { ReactElement } from "react";
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from "react";
import { useFrame } from "../app/address.ts";
import { sessionQuestion } from "../app/client.ts";
import { HoverCard, hideCard } from "../figure/hover-card.tsx";
import { parseStack } from "../figure/reference.ts";
import { useWords } from "../i18n/dictionary.ts";
import { frameWords } from "../i18n/frame.ts";
import { Problem } from "../states/problem.tsx";
import { antdTheme } from "../theme/antd.ts";
import { Banners } from "./banners.tsx";
import { Navigation } from "./navigation.tsx";
import { TopBar } from "./top-bar.tsx";

const Palette = lazy(() => import("./palette.tsx"));
const Panel = lazy(() => import("../figure/panel.tsx"));

/** How often the page asks whether there is a newer run, ms. */
const RUN_CHECK = 60_000;

export function FrameLayout(): ReactElement {
  const { language, theme, search } = useFrame();
  const w = useWords(frameWords);
  const session = useQuery({ ...sessionQuestion(), refetchInterval: RUN_CHECK });
  const [menu, setMenu] = useState(false);
  const [finding, setFinding] = useSearchKey();
  const firstRun = useRef<string | null>(null);
  if (session.data !== undefined && firstRun.current === null) firstRun.current = session.data.run.id;
  const path = useRouterState({ select: (state) => state.location.pathname });
  useEffect(hideCard, [path]);
  useEffect(() => {
    document.documentElement.dataset["theme"] = theme;
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  }, [theme, language]);
  const title = session.data?.platform[language];
  useEffect(() => {
    if (title !== undefined) document.title = title;
  }, [title]);
  const antd = useMemo(() => antdTheme(theme), [theme]);
  const stack = parseStack(search.panel);
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
      <div className={menu ? "frame menu-open" : "frame"}>
        <Navigation title={title ?? ""} onFollow={() => setMenu(false)} />
        <div className="stage">
          {session.data === undefined ? (
            <header aria-hidden="true" />
          ) : (
            <TopBar
              session={session.data}
              menuOpen={menu}
              onMenu={() => setMenu(!menu)}
              onSearch={() => setFinding(true)}
            />
          )}
          {session.data === undefined ? null : (
            <Banners session={session.data} first={firstRun.current ?? ""} />
          )}
          <main id="main" tabIndex={-1}>
            {session.data === undefined && session.isError ? (
              <Problem error={session.error} retry={() => void session.refetch()} />
            ) : session.data === undefined ? null : (
              <Outlet />
            )}
          </main>
        </div>
      </div>
      <Suspense>
        {stack.length === 0 || session.data === undefined ? null : <Panel stack={stack} />}
        {finding ? <Palette onClose={() => setFinding(false)} /> : null}
      </Suspense>
      <HoverCard />
    </ConfigProvider>
  );
}

/** Ctrl-K (⌘K) opens the search from anywhere. */
function useSearchKey() {
  const state = useState(false);
  const [, setOpen] = state;
  useEffect(() => {
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
  }, [setOpen]);
  return state;
}
