import { defineConfig } from "vitest/config";

// Properties run many times, and the machine may have other work to do.
export default defineConfig({ test: { include: ["test/**/*.test.ts"], testTimeout: 60_000 } });
