/** 安装: the mark of production, versions, what to keep safe. */
import type { PeopleAnswer, Session } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useFrame } from "../../app/address.ts";
import { peopleQuestion, sessionQuestion } from "../../app/client.ts";
import { useDoor } from "../../app/use-door.ts";
import { adminWords } from "../../i18n/administration.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { Loaded } from "../../states/loaded.tsx";
import { Problem } from "../../states/problem.tsx";
import { PageSkeleton } from "../../states/skeleton.tsx";
import { Confirm } from "./confirm.tsx";
import { useDoing } from "../../app/use-doing.ts";

export default function InstallationPage(): ReactElement {
  const people = useQuery(peopleQuestion());
  const session = useQuery(sessionQuestion());
  const skeleton = <PageSkeleton columns={[200, 200]} />;
  return (
    <Loaded query={people} skeleton={skeleton}>
      {(data) => (
        <Loaded query={session} skeleton={skeleton}>
          {(said) => <Body data={data} session={said} />}
        </Loaded>
      )}
    </Loaded>
  );
}

function Body({ data, session }: { readonly data: PeopleAnswer; readonly session: Session }): ReactElement {
  const w = useWords(adminWords);
  const { language } = useFrame();
  const demo = data.people.some((p) => p.demo);
  return (
    <>
      <h1 className="finding">{w.installFinding(data.production, demo)}</h1>
      <p className="sub">{w.installSub(data.version)}</p>
      <div className="grid g2">
        <Production production={data.production} demo={demo} />
        <section className="card">
          <h2>{w.keyTitle}</h2>
          <p>{w.keyText}</p>
        </section>
        <section className="card">
          <h2>{w.backupTitle}</h2>
          <p>{w.backupText}</p>
          <code className="one-time-link">lianzhang backup --work DIR --out FILE</code>
        </section>
        <section className="card">
          <h2>{w.versions}</h2>
          <dl className="value-list">
            {[
              [w.program, session.version.app],
              [w.engine, session.version.engine],
              [w.storage, session.version.store],
              [w.decision, session.decision.title[language]],
            ].map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
    </>
  );
}

function Production({
  production,
  demo,
}: {
  readonly production: boolean;
  readonly demo: boolean;
}): ReactElement {
  const w = useWords(adminWords);
  const may = useDoor().data?.may.people ?? false;
  const { error, run } = useDoing();
  return (
    <section className="card">
      <h2>{production ? w.production : w.trial}</h2>
      <p>{w.markHint}</p>
      {error === null ? null : <Problem error={error} />}
      {production || demo || !may ? null : (
        <p className="buttons">
          <Confirm label={w.mark} title={w.markTitle} text={w.markText} onYes={() => run("production", {})} />
        </p>
      )}
    </section>
  );
}
