/** The product over HTTP with its people's half and no firms: for what happens at the door. */
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Model } from "@lianzhang/definitions";
import type { AppOptions, WorkSide, WorkSideOptions } from "@lianzhang/server";
import { buildApp, Context, openWorkSide } from "@lianzhang/server";
import type { NewPost } from "@lianzhang/work";
import { browse, CITY } from "@lianzhang/work";
import { emptyFacts, workPlace } from "./prepared-stores.ts";

/** What a page of the product sends with a change. */
export const OWN = {
  origin: "http://city.example",
  host: "city.example",
  "content-type": "application/json",
} as const;

type App = Awaited<ReturnType<typeof buildApp>>;

export interface DoorCity {
  readonly model: Model;
  readonly side: WorkSide;
  readonly app: App;
  /** Another application over the same people. */
  another(options: Partial<AppOptions>, side?: Partial<WorkSide>): Promise<App>;
  /** Somebody with these posts, by id and the cookie of a new session. */
  person(
    name: string,
    ...posts: readonly NewPost[]
  ): Promise<{ readonly id: string; readonly cookie: string }>;
  /** What the chain tells of an action, the latest first. */
  told(action: string): Promise<readonly Told[]>;
  close(): Promise<void>;
}

interface Told {
  readonly actor: string;
  readonly subject: string;
  readonly after: Readonly<Record<string, unknown>>;
}

export const post = (role: string): NewPost => ({ role, scope: CITY });

export async function doorCity(options: Partial<WorkSideOptions> = {}): Promise<DoorCity> {
  const folder = mkdtempSync(join(tmpdir(), "lianzhang-gate-"));
  // under root the server runs as another user, who passes through
  chmodSync(folder, 0o711);
  const { instance, store } = await emptyFacts(folder);
  const fault = (error: unknown): void => {
    throw error;
  };
  const context = new Context(instance);
  const side = await openWorkSide({
    context,
    place: await workPlace(join(folder, "work")),
    keyFile: join(folder, "work.key"),
    data: [],
    kept: join(folder, "kept"),
    demoPeople: true,
    demoWork: false,
    signOn: null,
    progress: () => undefined,
    fault,
    ...options,
  });
  const apps: App[] = [];
  const another: DoorCity["another"] = async (changed, other = {}) => {
    const made = await buildApp(context, { web: null, work: { ...side, ...other }, fault, ...changed });
    apps.push(made);
    return made;
  };
  const app = await another({});
  return {
    model: instance.model,
    side,
    app,
    another,
    async person(name, ...posts) {
      const signInName = `gate.${name}`;
      const [made] = await side.people.console.makeDemoPeople(true, [
        { name: `演示·${name}`, signInName, unit: null, posts },
      ]);
      const id = made?.id ?? "";
      const { token } = await side.people.door.enterAsDemo(id, "10.20.30.40");
      return { id, cookie: `lianzhang_session=${token}` };
    },
    told: async (action) =>
      (await side.work.database.read((q) => browse(q, { action, limit: 200 }))).map(({ link, content }) => ({
        actor: link.actor,
        subject: link.subjectId,
        after: JSON.parse(content?.after ?? "{}") as Readonly<Record<string, unknown>>,
      })),
    async close() {
      for (const made of apps) await made.close();
      await side.close();
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
