import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "postgresql",
  schema: ["./lib/store/schema.ts", "./lib/store/vendor-tables.ts", "./lib/store/alert-tables.ts"],
  out: "./lib/store/migrations",
});
