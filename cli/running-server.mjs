import { existsSync, readdirSync, readFileSync, readlinkSync, realpathSync } from "node:fs";

/**
 * The id of the process that `npm start` became in this folder, if one runs. Only Linux tells; elsewhere none is
 * found. A server in development mode has a build of its own and does not count.
 */
export function runningServer(project) {
  const here = realpathSync(project);
  const processes = existsSync("/proc") ? readdirSync("/proc").filter((name) => /^\d+$/.test(name)) : [];
  return processes.find((id) => {
    const texts = (file) => readFileSync(`/proc/${id}/${file}`, "utf8").split("\0");
    try {
      if (readlinkSync(`/proc/${id}/cwd`) !== here) return false;
      return texts("cmdline").includes("server.ts") && !texts("environ").includes("NODE_ENV=development");
    } catch {
      return false; // It has ended, or belongs to somebody else.
    }
  });
}
