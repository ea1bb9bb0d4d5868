/** Who is there, for whom it is done, and the way out, at the top right. */
import type { DoorAnswer } from "@lianzhang/contract";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Button, Dropdown } from "antd";
import type { MenuProps } from "antd";
import type { ReactElement } from "react";
import { useChangeSearch, useFrame } from "../app/address.ts";
import { post } from "../app/send.ts";
import { useWords } from "../i18n/dictionary.ts";
import { doorWords } from "../i18n/door.ts";

type Who = NonNullable<DoorAnswer["who"]>;

/** A demo visitor is offered the sign-in; a person the menu. */
export function PersonMenu({ door }: { readonly door: DoorAnswer }): ReactElement | null {
  const w = useWords(doorWords);
  const navigate = useNavigate();
  if (door.who !== null) return <Menu who={door.who} />;
  if (!door.people) return null;
  return (
    <span className="person">
      <span className="wide">{w.visitor}</span>
      <Button size="small" type="primary" onClick={() => void navigate({ to: "/sign-in" })}>
        {w.signIn}
      </Button>
    </span>
  );
}

function Menu({ who }: { readonly who: Who }): ReactElement {
  const w = useWords(doorWords);
  const { search } = useFrame();
  const acting = who.leaders.find((l) => l.id === search.for);
  const menu = useMenu(who);
  return (
    <Dropdown menu={menu} trigger={["click"]} placement="bottomRight" transitionName="">
      <button type="button" className="person-button" aria-label={w.menu(who.name)} aria-haspopup="menu">
        <b>{who.name}</b>
        {acting === undefined ? null : <span className="acting">{w.actFor(acting.name)}</span>}
        <i aria-hidden="true">▾</i>
      </button>
    </Dropdown>
  );
}

function useMenu(who: Who): MenuProps {
  const w = useWords(doorWords);
  const { language, search } = useFrame();
  const change = useChangeSearch();
  const navigate = useNavigate();
  const leave = useLeave();
  const posts = who.posts.map((p) => `${p.label[language]} · ${p.scope.label[language]}`);
  const unit = who.unit === null ? [] : [who.unit];
  const leaders = who.leaders.map((l) => ({ key: `for:${l.id}`, label: w.actFor(l.name) }));
  return {
    selectable: true,
    selectedKeys: [search.for === undefined ? "oneself" : `for:${search.for}`],
    items: [
      {
        type: "group",
        label: (
          <span className="menu-who">
            {[...unit, ...(posts.length === 0 ? [w.noPosts] : posts)].map((line) => (
              <span key={line}>{line}</span>
            ))}
          </span>
        ),
      },
      ...(leaders.length === 0
        ? []
        : [{ type: "divider" as const }, { key: "oneself", label: w.oneself }, ...leaders]),
      { type: "divider" },
      { key: "account", label: w.account },
      { key: "out", label: w.signOut },
    ],
    onClick: ({ key }) => {
      if (key === "account") void navigate({ to: "/account" });
      else if (key === "out") void leave();
      else change({ for: key === "oneself" ? null : key.replace(/^for:/u, "") });
    },
  };
}

/** Signs out and forgets what was shown: the next one at this machine sees none of it. */
export function useLeave(): (everywhere?: boolean) => Promise<void> {
  const client = useQueryClient();
  const navigate = useNavigate();
  return async (everywhere = false) => {
    // whether the server still knew the session or not, this browser goes out
    await post(everywhere ? "sign-out-everywhere" : "sign-out", {}).catch(() => undefined);
    client.removeQueries({ predicate: (query) => query.queryKey[0] !== "door" });
    await navigate({ to: "/sign-in", search: (before) => ({ lang: before.lang, theme: before.theme }) });
    await client.invalidateQueries({ queryKey: ["door"] });
  };
}
