/** The groups officials know; an entry exists only when its page works. */
import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useWords } from "../i18n/dictionary.ts";
import { frameWords } from "../i18n/frame.ts";

export const pages = [
  { group: "overviewGroup", to: "/", word: "overview" },
  { group: "overviewGroup", to: "/decision", word: "decision" },
  { group: "industryGroup", to: "/chains", word: "chains" },
  { group: "industryGroup", to: "/enterprises", word: "enterprises" },
  { group: "dataGroup", to: "/indicators", word: "indicators" },
] as const;

const groups = ["overviewGroup", "industryGroup", "dataGroup"] as const;

export function Navigation({
  title,
  onFollow,
}: {
  readonly title: string;
  readonly onFollow: () => void;
}): ReactElement {
  const w = useWords(frameWords);
  return (
    <nav aria-label={w.mainNavigation} id="main-navigation">
      <p className="platform">{title}</p>
      {groups.map((group) => (
        <section key={group} aria-label={w[group]}>
          <p className="group">{w[group]}</p>
          {pages
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
