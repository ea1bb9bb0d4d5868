/** The role the application works as, and the schema it works in. */

/** May read and add; may not alter the audit chain. Every connection of the application takes it. */
export const ROLE = "lianzhang_app";

export const SCHEMA = "lianzhang";
