/** Decision, as-of, scope, search, unit, language, theme: all of it lives in the address. */
import type { DoorAnswer, Session } from "@lianzhang/contract";
import { Select, Segmented } from "antd";
import type { ReactElement } from "react";
import { useChangeSearch, useFrame } from "../app/address.ts";
import { maySearch } from "../app/use-door.ts";
import { useWords } from "../i18n/dictionary.ts";
import { frameWords } from "../i18n/frame.ts";
import { lastMonth, periodText } from "../lib/period.ts";
import { PersonMenu } from "./person-menu.tsx";

interface TopBarProps {
  readonly door: DoorAnswer;
  readonly session: Session;
  readonly onSearch: () => void;
  readonly onMenu: () => void;
  readonly menuOpen: boolean;
}

export function TopBar({ door, session, onSearch, onMenu, menuOpen }: TopBarProps): ReactElement {
  const w = useWords(frameWords);
  const { language } = useFrame();
  return (
    <header>
      <button
        type="button"
        className="menu-button"
        aria-label={menuOpen ? w.collapse : w.expand}
        aria-expanded={menuOpen}
        aria-controls="main-navigation"
        onClick={onMenu}
      >
        ☰
      </button>
      {door.may.figures ? (
        <QuestionControls session={session} />
      ) : (
        <span className="decision-name">{session.decision.title[language]}</span>
      )}
      {maySearch(door) ? (
        <button type="button" className="find" onClick={onSearch} aria-keyshortcuts="Control+K">
          <span>{w.search}</span>
          <kbd>Ctrl K</kbd>
        </button>
      ) : null}
      <span className="space" />
      <ViewControls money={door.may.figures} />
      <PersonMenu door={door} />
    </header>
  );
}

function QuestionControls({ session }: { readonly session: Session }): ReactElement {
  const { language, search } = useFrame();
  const change = useChangeSearch();
  const w = useWords(frameWords);
  const kinds = [...new Map(session.scopes.map((s) => [s.kind, s.kindLabel[language]]))];
  const period = search.period ?? session.defaultPeriod;
  return (
    <>
      <span className="decision-name" title={session.decision.title[language]}>
        {session.decision.title[language]}
      </span>
      <Select
        size="small"
        className="period-select"
        aria-label={`${w.asOf} · ${w.period}`}
        value={period}
        options={session.periods.map((p) => ({
          value: p.id,
          label: periodText(p.id, language),
          as: lastMonth(p.id),
        }))}
        labelRender={({ value }) => `${w.asOf} ${lastMonth(String(value))}`}
        popupMatchSelectWidth={180}
        showSearch={{ optionFilterProp: "label" }}
        onChange={(value) => change({ period: value === session.defaultPeriod ? null : value })}
      />
      <Select
        size="small"
        className="scope-select"
        aria-label={w.scope}
        value={search.scope ?? ""}
        options={[
          { value: "", label: w.wholeCity },
          ...kinds.map(([kind, label]) => ({
            label,
            options: session.scopes
              .filter((s) => s.kind === kind)
              .map((s) => ({ value: s.id, label: s.label[language] })),
          })),
        ]}
        popupMatchSelectWidth={200}
        onChange={(value) => change({ scope: value === "" ? null : value })}
      />
      {session.knownDays.length < 2 ? null : (
        <Select
          size="small"
          className="known-select"
          aria-label={w.known}
          value={search.known ?? ""}
          options={[
            { value: "", label: w.knownLatest },
            ...session.knownDays.map((day) => ({ value: day, label: w.knownOn(day) })),
          ]}
          popupMatchSelectWidth={200}
          onChange={(value) => change({ known: value === "" ? null : value })}
        />
      )}
    </>
  );
}

export function ViewControls({ money }: { readonly money: boolean }): ReactElement {
  const { language, search, theme } = useFrame();
  const change = useChangeSearch();
  const w = useWords(frameWords);
  return (
    <div className="view-controls">
      {money ? (
        <Segmented
          size="small"
          aria-label={w.moneyUnit}
          value={search.unit === "wan" ? "wan" : "yi"}
          options={[
            { value: "yi", label: w.yi },
            { value: "wan", label: w.wan },
          ]}
          onChange={(value) => change({ unit: value === "wan" ? "wan" : null })}
        />
      ) : null}
      <Segmented
        size="small"
        aria-label={w.language}
        value={language}
        options={[
          { value: "zh", label: "中" },
          { value: "en", label: "EN" },
        ]}
        onChange={(value) => change({ lang: value === "en" ? "en" : null })}
      />
      <button
        type="button"
        className="theme-button"
        aria-label={`${w.theme}: ${theme === "dark" ? w.themeLight : w.themeDark}`}
        title={w.theme}
        onClick={() => change({ theme: theme === "dark" ? "light" : "dark" })}
      >
        {theme === "dark" ? "☀" : "☾"}
      </button>
    </div>
  );
}
