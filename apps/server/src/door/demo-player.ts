/** Plays made-up stories through the procedures as the demo people would: every step is a real move with its rules. */
import type { Model } from "@lianzhang/definitions";
import { formatDay } from "@lianzhang/kernel";
import type { Acting, Cases, EvidenceGiven, People, Registers, Viewer, WrittenValues } from "@lianzhang/work";
import { dayNow } from "@lianzhang/work";

export interface DemoGround {
  readonly model: Model;
  readonly registers: Registers;
  readonly cases: Cases;
  readonly people: People;
}

/** A role, and the code of its scope where there is more than one who holds it. */
export type Actor = readonly [role: string, scope?: string];

export interface DemoStep {
  readonly by: Actor;
  readonly to: string;
  readonly values?: WrittenValues;
  readonly reason?: string;
  /** Kind of evidence: a file, or its number. */
  readonly evidence?: readonly (readonly [string, string?])[];
  readonly document?: readonly [number: string, title: string];
  /** Files of evidence, as they are. */
  readonly files?: readonly EvidenceGiven[];
  /** 代签: the role of the leader it is made for. */
  readonly forLeader?: string;
  /** Who signs as well; left out, the move waits. */
  readonly signedBy?: Actor;
}

export interface DemoStory {
  readonly procedure: string;
  readonly code: string;
  readonly by: Actor;
  readonly values: WrittenValues;
  readonly steps: readonly DemoStep[];
}

export interface Player {
  /** The day so many days from today, as it is written. */
  on(days: number): string;
  /** Enters the record and goes its steps. */
  play(story: DemoStory): Promise<void>;
  /** Goes steps of a case that is there. */
  go(procedure: string, code: string, steps: readonly DemoStep[]): Promise<void>;
  acting(by: Actor): Acting | null;
}

/** A file that is told by its content to be a PDF. */
const FILE: Uint8Array = Buffer.from("%PDF-1.7\n% 演示数据\n%%EOF");

const givenOf = ([evidence, number]: readonly [string, string?]): EvidenceGiven =>
  number === undefined ? { evidence, name: "演示材料.pdf", bytes: FILE } : { evidence, number };

const actingAs = (who: Viewer): Acting => ({
  user: who.person,
  onBehalfOf: null,
  unit: who.unit,
  purpose: "演示",
});

export async function openPlayer({ cases, people }: DemoGround): Promise<Player> {
  const viewers = (await people.reading.profiles())
    .filter(({ person }) => person.demo)
    .map(({ person, posts }): Viewer => ({
      person: person.id,
      name: person.name,
      unit: person.unit,
      posts: posts.map(({ role, scope }) => ({ role, scope, leader: null })),
    }));
  const holder = ([role, scope]: Actor): Viewer | null =>
    viewers.find((v) =>
      v.posts.some(
        (p) => p.role === role && (scope === undefined || (p.scope.kind !== "city" && p.scope.id === scope)),
      ),
    ) ?? null;
  const today = dayNow(() => new Date());

  /** The same person with the post of a leader, who is acted for. */
  const inNameOf = (who: Viewer | null, role: string): Viewer | null => {
    const leader = viewers.find((v) => v.posts.some((p) => p.role === role));
    const posts = leader?.posts.map((p) => ({ ...p, leader: leader.person }));
    return who === null || posts === undefined ? null : { ...who, posts };
  };

  /** False: a folder whose steps are other ones; the case stays where it is. */
  async function step(id: string, { by, to, signedBy, ...asked }: DemoStep): Promise<boolean> {
    const who = asked.forLeader === undefined ? holder(by) : inNameOf(holder(by), asked.forLeader);
    const version = async (): Promise<bigint | null> => (await cases.find(id, today))?.case.version ?? null;
    const seen = await version();
    if (who === null || seen === null) return false;
    const made = await cases.make(actingAs(who), who, {
      case: id,
      version: seen,
      to,
      ...(asked.values === undefined ? {} : { values: asked.values }),
      ...(asked.reason === undefined ? {} : { reason: asked.reason }),
      ...(asked.evidence === undefined ? {} : { evidence: asked.evidence.map(givenOf) }),
      ...(asked.files === undefined ? {} : { evidence: asked.files }),
      ...(asked.forLeader === undefined ? {} : { forLeader: who.posts[0]?.leader ?? null }),
      ...(asked.document === undefined
        ? {}
        : { document: { number: asked.document[0], title: asked.document[1], on: formatDay(today) } }),
    });
    if (made.kind !== "kept") return false;
    const signer = signedBy === undefined ? null : holder(signedBy);
    const waiting = signer === null ? null : await version();
    if (signer === null || waiting === null) return true;
    const order = { case: id, version: waiting, forLeader: null };
    return (await cases.countersign(actingAs(signer), signer, order)).kind === "kept";
  }

  const through = async (id: string, steps: readonly DemoStep[]): Promise<void> => {
    for (const next of steps) if (!(await step(id, next))) return;
  };
  const acting = (by: Actor): Acting | null => {
    const who = holder(by);
    return who === null ? null : actingAs(who);
  };
  return {
    on: (days) => formatDay(today + days),
    acting,
    play: async ({ procedure, code, by, values, steps }) => {
      const who = acting(by);
      if (who === null) return;
      const opened = await cases.open(who, { procedure, code, values, reason: "演示数据" });
      if (opened.kind === "kept") await through(opened.case.id, steps);
    },
    go: async (procedure, code, steps) => {
      const [first] = steps;
      const who = first === undefined ? null : acting(first.by);
      const found = who === null ? null : await cases.takeUp(who, procedure, code);
      if (found !== null) await through(found.id, steps);
    },
  };
}
