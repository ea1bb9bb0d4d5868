/** 首次设置与重置: a one-time link. Its token stands behind the #, which browsers send to nobody. */
import type { FinishLinkAnswer, LinkAnswer } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useState } from "react";
import { post } from "../../app/send.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { doorWords } from "../../i18n/door.ts";
import { Loaded } from "../../states/loaded.tsx";
import { Empty } from "../../states/problem.tsx";
import { PageSkeleton } from "../../states/skeleton.tsx";
import { RecoveryCodes } from "./recovery-codes.tsx";
import { SetUpForm } from "./set-up-form.tsx";

export default function SetUpPage(): ReactElement {
  const w = useWords(doorWords);
  const [token] = useState(() => location.hash.slice(1));
  const [done, setDone] = useState<FinishLinkAnswer | null>(null);
  const link = useQuery({
    queryKey: ["link", token],
    queryFn: () => post<LinkAnswer>("link", { token }),
    enabled: token !== "",
    // it holds a secret: not kept once the page is left
    gcTime: 0,
    staleTime: Infinity,
    retry: false,
  });
  if (token === "") return <Empty title={w.setUpNoToken}>{w.setUpNoTokenHow}</Empty>;
  if (done !== null) return <RecoveryCodes codes={done.recoveryCodes} />;
  return (
    <Loaded query={link} skeleton={<PageSkeleton columns={[420]} />}>
      {(data) => (
        <div className="set-up">
          <h1 className="finding">
            {data.kind === "enrol" ? w.setUpFinding(data.name) : w.resetFinding(data.name)}
          </h1>
          <p className="sub">{w.setUpSub(data.signInName)}</p>
          <SetUpForm link={data} token={token} onDone={setDone} />
        </div>
      )}
    </Loaded>
  );
}
