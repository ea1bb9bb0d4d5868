import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** Where the product's server answers while the page is developed. */
const api = process.env["LIANZHANG_API"] ?? "http://127.0.0.1:4173";

export default defineConfig({
  plugins: [react()],
  // Workspace packages are read from source, so that the page builds without building them first.
  resolve: { conditions: ["source", "module", "browser", "development|production"] },
  server: { proxy: { "/api": api } },
  build: {
    outDir: "dist",
    target: "chrome109",
    // elk alone is larger than the default; it loads only with the chain map.
    chunkSizeWarningLimit: 1600,
  },
});
