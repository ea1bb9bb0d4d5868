export * from "./ast.ts";
export * from "./core.ts";
export * from "./environment.ts";
export * from "./type.ts";
export * from "./value.ts";
