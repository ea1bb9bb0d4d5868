/** The place before the house: sign-in, one-time links, and what to do when the door does not answer. */
import { Button } from "antd";
import type { ReactElement, ReactNode } from "react";
import { Suspense } from "react";
import { useChangeSearch, useFrame } from "../app/address.ts";
import { useDoor } from "../app/use-door.ts";
import { useWords } from "../i18n/dictionary.ts";
import { doorWords } from "../i18n/door.ts";
import { Problem } from "../states/problem.tsx";
import { ViewControls } from "./top-bar.tsx";

export function Outside({ children }: { readonly children: ReactNode }): ReactElement {
  const { language } = useFrame();
  const { data } = useDoor();
  return (
    <div className="outside">
      <header>
        <b className="outside-title">{data?.platform[language] ?? ""}</b>
        <span className="space" />
        <ViewControls money={false} />
      </header>
      <main id="main" tabIndex={-1}>
        <Suspense>{children}</Suspense>
      </main>
    </div>
  );
}

/** A leader in the address for whom one may not act stops everything: the way back is offered. */
export function DoorProblem({
  error,
  retry,
}: {
  readonly error: unknown;
  readonly retry: () => void;
}): ReactElement {
  const w = useWords(doorWords);
  const { search } = useFrame();
  const change = useChangeSearch();
  return (
    <>
      <Problem error={error} retry={retry} />
      {search.for === undefined ? null : (
        <Button
          type="primary"
          onClick={() => {
            change({ for: null });
            setTimeout(retry);
          }}
        >
          {w.oneself}
        </Button>
      )}
    </>
  );
}
