/** 登录: name, password and code in one form; demo identities where there are any; the city's sign-on where it is set up. */
import type { DoorAnswer } from "@lianzhang/contract";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import type { ReactElement } from "react";
import { useFrame } from "../../app/address.ts";
import { doorQuestion } from "../../app/client.ts";
import { homeOf, ownPath, useDoor } from "../../app/use-door.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { doorWords } from "../../i18n/door.ts";
import { Loaded } from "../../states/loaded.tsx";
import { PageSkeleton } from "../../states/skeleton.tsx";
import { DemoIdentities } from "./demo-identities.tsx";
import { SignInForm } from "./sign-in-form.tsx";

interface SignInProps {
  /** A session ended under the page that stays in the address. */
  readonly ended?: boolean;
  /** Given where the page stands in place of another one: called when that one may be shown. */
  readonly onIn?: () => void;
}

export default function SignInPage(props: SignInProps): ReactElement {
  const door = useDoor();
  return (
    <Loaded query={door} skeleton={<PageSkeleton columns={[320]} />}>
      {(data) => <Body door={data} {...props} />}
    </Loaded>
  );
}

function Body({ door, ended = false, onIn }: SignInProps & { readonly door: DoorAnswer }): ReactElement {
  const w = useWords(doorWords);
  const { language, search } = useFrame();
  const enter = useEnter(onIn);
  const navigate = useNavigate();
  // a visitor looks at figures, whatever the page was that asked for more
  const look = (): void => {
    void navigate({ to: "/" }).then(onIn);
  };
  const demo = door.demo.length > 0;
  return (
    <div className="sign-in">
      <h1 className="finding">{ended ? w.findingEnded : w.finding(door.platform[language])}</h1>
      <p className="sub">{ended ? w.subEnded : demo ? w.subDemo : w.sub}</p>
      <div className={demo ? "sign-in-columns" : "sign-in-one"}>
        <section className="card">
          <SignInForm onIn={enter} />
          {search.view === "unknown" || search.view === "sign-on-refused" ? (
            <p className="said bad" role="alert">
              {search.view === "unknown" ? w.unknown : w.signOnRefused}
            </p>
          ) : null}
          {door.signOn ? (
            <p className="sign-on">
              <Button block href="/api/sign-on">
                {w.signOn}
              </Button>
            </p>
          ) : null}
        </section>
        {demo ? <DemoIdentities demo={door.demo} onIn={enter} onLook={door.guest ? look : null} /> : null}
      </div>
    </div>
  );
}

/** What comes after signing in: the page that stood there, the one the address names, or the person's first. */
function useEnter(onIn: (() => void) | undefined): () => void {
  const client = useQueryClient();
  const navigate = useNavigate();
  const { search } = useFrame();
  return () => {
    const go = async (): Promise<void> => {
      client.removeQueries({ predicate: (query) => query.queryKey[0] !== "door" });
      const door = await client.fetchQuery({ ...doorQuestion(), staleTime: 0 });
      if (onIn !== undefined) return onIn();
      const kept = { lang: search.lang, theme: search.theme };
      await navigate({ to: ownPath(search.to) ?? homeOf(door.may), search: kept });
    };
    void go();
  };
}
