/** Said once for the whole page: demonstration data, offline, a newer run. */
import type { Session } from "@lianzhang/contract";
import { onlineManager, useQueryClient } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useSyncExternalStore } from "react";
import { useWords } from "../i18n/dictionary.ts";
import { frameWords } from "../i18n/frame.ts";

const subscribeOnline = (changed: () => void): (() => void) => onlineManager.subscribe(changed);

export function Banners({
  session,
  first,
}: {
  readonly session: Session;
  readonly first: string;
}): ReactElement {
  const w = useWords(frameWords);
  const online = useSyncExternalStore(subscribeOnline, () => onlineManager.isOnline());
  const client = useQueryClient();
  const stale = session.run.id !== first;
  return (
    <aside aria-label={w.notices}>
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
