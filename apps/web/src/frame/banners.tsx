/** Said once for the whole page: demonstration data, offline, a newer run. */
import type { Session } from "@lianzhang/contract";
import { onlineManager, useQueryClient } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useSyncExternalStore } from "react";
import { useChangeSearch } from "../app/address.ts";
import { useWords } from "../i18n/dictionary.ts";
import { doorWords } from "../i18n/door.ts";
import { frameWords } from "../i18n/frame.ts";

const subscribeOnline = (changed: () => void): (() => void) => onlineManager.subscribe(changed);

export function Banners({
  session,
  first,
  acting,
}: {
  readonly session: Session;
  readonly first: string;
  /** Name of the leader it is done for; null: oneself. */
  readonly acting: string | null;
}): ReactElement {
  const w = useWords(frameWords);
  const d = useWords(doorWords);
  const change = useChangeSearch();
  const online = useSyncExternalStore(subscribeOnline, () => onlineManager.isOnline());
  const client = useQueryClient();
  const stale = session.run.id !== first;
  return (
    <aside aria-label={w.notices}>
      {acting === null ? null : (
        <div className="banner acting-banner" role="status">
          {d.actingBanner(acting)}{" "}
          <button type="button" className="link" onClick={() => change({ for: null })}>
            {d.stopActing}
          </button>
        </div>
      )}
      {session.demo ? <div className="banner">{w.demoBanner}</div> : null}
      {online ? null : (
        <div className="banner" role="status">
          {w.offline}
        </div>
      )}
      {stale ? (
        <div className="banner" role="status">
          {w.stale}{" "}
          <button
            type="button"
            className="link"
            onClick={() => {
              void client.invalidateQueries();
            }}
          >
            {w.refresh}
          </button>
        </div>
      ) : null}
    </aside>
  );
}
