/** Which subjects of other registers a register's subjects name. */
import type { Link } from "@lianzhang/formula";
import type { Register } from "./model.ts";

/** The attributes of `type: subject`, in their order. */
export const linksOf = (register: Register): Link[] =>
  [...register.attributes.values()].flatMap((a) =>
    a.type.kind === "subject" ? [{ register: register.id, attribute: a.id, target: a.type.register }] : [],
  );
