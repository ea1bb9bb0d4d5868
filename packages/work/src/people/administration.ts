/** What system and security administration do, over one ground. */
import type { Bound } from "./bound.ts";
import { binder } from "./bound.ts";
import { delegate, endDelegation } from "./delegations.ts";
import type { Ground } from "./ground.ts";
import { handOver } from "./hand-over.ts";
import { markProduction } from "./installation.ts";
import { makeLink } from "./links.ts";
import { leave, lock, unlock, unlockAddress } from "./locking.ts";
import { addPerson, changePerson } from "./persons.ts";
import { endPost, givePost } from "./posts.ts";

export interface Administration {
  /** Who there is. */
  readonly system: {
    readonly addPerson: Bound<typeof addPerson>;
    readonly changePerson: Bound<typeof changePerson>;
    readonly leave: Bound<typeof leave>;
    readonly markProduction: Bound<typeof markProduction>;
  };
  /** Which posts people hold, how they come in, and for whom they act. */
  readonly security: {
    readonly makeLink: Bound<typeof makeLink>;
    readonly givePost: Bound<typeof givePost>;
    readonly endPost: Bound<typeof endPost>;
    readonly delegate: Bound<typeof delegate>;
    readonly endDelegation: Bound<typeof endDelegation>;
    readonly handOver: Bound<typeof handOver>;
    readonly lock: Bound<typeof lock>;
    readonly unlock: Bound<typeof unlock>;
    readonly unlockAddress: Bound<typeof unlockAddress>;
  };
}

export function administration(ground: Ground): Administration {
  const on = binder(ground);
  return {
    system: {
      addPerson: on(addPerson),
      changePerson: on(changePerson),
      leave: on(leave),
      markProduction: on(markProduction),
    },
    security: {
      makeLink: on(makeLink),
      givePost: on(givePost),
      endPost: on(endPost),
      delegate: on(delegate),
      endDelegation: on(endDelegation),
      handOver: on(handOver),
      lock: on(lock),
      unlock: on(unlock),
      unlockAddress: on(unlockAddress),
    },
  };
}
