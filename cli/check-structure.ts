// The import rules and the other rules about where things live. One line a violation, with what to do about it.
import { join } from "node:path";
import { checkStructure } from "./structure/check.ts";
import { line } from "./structure/violation.ts";

const { modules, imports, violations } = await checkStructure(join(import.meta.dirname, ".."));
for (const violation of violations) process.stdout.write(`${line(violation)}\n`);
process.stdout.write(
  `${modules} modules, ${imports} imports, ${violations.length} ${violations.length === 1 ? "violation" : "violations"}\n`,
);
process.exitCode = violations.length > 0 ? 1 : 0;
