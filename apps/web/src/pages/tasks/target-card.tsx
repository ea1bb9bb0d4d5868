/** The target a task is bound to, with the figure that stands beside it: this proves it, not what somebody types. */
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useFrame } from "../../app/address.ts";
import { overviewQuestion } from "../../app/client.ts";
import { useDoor } from "../../app/use-door.ts";
import { Bound } from "../../figure/bound.tsx";
import { Figure } from "../../figure/figure.tsx";
import { useWords } from "../../i18n/dictionary.ts";
import { taskWords } from "../../i18n/tasks.ts";
import { Bone } from "../../states/skeleton.tsx";

interface TargetProps {
  readonly target: string;
  /** As the task has it. */
  readonly bound: string | undefined;
}

export function TargetCard({ target, bound }: TargetProps): ReactElement {
  const w = useWords(taskWords);
  const { language, question } = useFrame();
  const figures = useDoor().data?.may.figures ?? false;
  const overview = useQuery({ ...overviewQuestion(question), enabled: figures });
  const found = overview.data?.targets.find((t) => t.id === target);
  return (
    <section className="card" aria-label={w.targetTitle}>
      <h2>{w.targetTitle}</h2>
      {figures && overview.isPending ? <Bone height={48} /> : null}
      <dl className="value-list">
        <div>
          <dt>{w.target}</dt>
          <dd>{found?.label[language] ?? target}</dd>
        </div>
        <div>
          <dt>{w.bound}</dt>
          <dd>{found === undefined ? (bound ?? "—") : <Bound target={found} />}</dd>
        </div>
        {found?.now === undefined || found.now === null ? null : (
          <div>
            <dt>{w.targetNow}</dt>
            <dd className="strong">
              <Figure data={found.now} />
            </dd>
          </div>
        )}
      </dl>
      <p className="quiet">{w.targetHint}</p>
    </section>
  );
}
