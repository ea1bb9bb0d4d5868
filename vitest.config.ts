import { defineConfig } from "vitest/config";
import { projects } from "./tools/test-projects.ts";

// Workspace packages are read from source (their `exports` have a condition "source"), so no build is needed.
const resolve = { conditions: ["source"] };
const ssr = { resolve: { conditions: ["source"], externalConditions: ["source"] } };

export default defineConfig({
  test: {
    // Property tests name their seed when they fail; a run is repeatable with `--sequence.seed`.
    maxWorkers: 2,
    experimental: { fsModuleCache: true },
    projects: projects.map(({ name, include, exclude, ...options }) => ({
      resolve,
      ssr,
      test: {
        name,
        include: [...include],
        exclude: ["**/node_modules/**", "**/dist/**", "var/**", ...exclude],
        environment: "node",
        // A worker keeps the modules it has read: none of ours holds anything that a test changes.
        isolate: false,
        hookTimeout: 120_000,
        ...options,
      },
    })),
  },
});
