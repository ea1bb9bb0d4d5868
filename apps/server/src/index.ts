/** The server's one door: start it, build it for tests, its catalogue of errors. */
export type { AppOptions } from "./app.ts";
export { buildApp } from "./app.ts";
export { Context } from "./context.ts";
export type { Asked, Instance, PageFacts } from "./context.ts";
export { serverCatalogue, StartError } from "./errors.ts";
export { serverChinese } from "./catalogue-zh.ts";
export type { LoadRequest, Opened } from "./load.ts";
export { openInstance } from "./load.ts";
export type { Server, StartOptions } from "./start.ts";
export { startServer } from "./start.ts";
export { enterpriseFigures } from "./routes/enterprise-figures.ts";
export type { KeptFacts, KeptOptions } from "./kept/kept.ts";
export { followRegisters } from "./kept/kept.ts";
export type { Seeded } from "./kept/seed.ts";
export type { WorkSide, WorkSideOptions } from "./door/work-side.ts";
export { openWorkSide } from "./door/work-side.ts";
export { seedRegisters } from "./kept/seed.ts";
export { addressBookAt } from "./door/address-book.ts";
