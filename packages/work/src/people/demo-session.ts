/** Demo people come in by one click: no password, never in an installation that is production. */
import type { Ground } from "./ground.ts";
import { oneself } from "./ground.ts";
import { productionSince } from "./installation.ts";
import { heldPerson } from "./persons.ts";
import { demoOrProduction, noPerson } from "./refusals.ts";
import type { NewSession } from "./sessions.ts";
import { beginSession } from "./sessions.ts";

/** Begins a session of a demo person. Throws LZ7104 for anybody else, LZ7108 in production. */
export const enterAsDemo = (
  ground: Ground,
  person: string,
  address: string,
  browser: string | null = null,
): Promise<NewSession> =>
  ground.trail.change(oneself(person, null, "sign_in"), async (change) => {
    if ((await productionSince(change, true)) !== null)
      throw demoOrProduction("本安装为正式使用", "this installation is production");
    const held = await heldPerson(change, person);
    if (!held.demo || held.status !== "active" || held.signInName === null)
      throw noPerson(held.name, "不是可用的演示身份", "is no demo identity");
    return beginSession(change, ground, held.id, { method: "password", address, browser, turnedAway: 0 });
  });
