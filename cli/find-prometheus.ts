// A Prometheus for the tests: the one that is there, else Debian's package, unpacked and not installed, so that no
// service starts. Undefined where neither can be had: then the tests that need it are left out, and said to be.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";

export type Prometheus = { prometheus: string; promtool: string };

const usualFolder = "/usr/bin";
export const unpackedFolder = join(import.meta.dirname, "../node_modules/.cache/prometheus");

/** Without fetching anything. */
export function findPrometheus(): Prometheus | undefined {
  for (const folder of [usualFolder, "/usr/local/bin", join(unpackedFolder, "usr/bin")]) {
    const found = { prometheus: join(folder, "prometheus"), promtool: join(folder, "promtool") };
    if (existsSync(found.prometheus) && existsSync(found.promtool)) return found;
  }
  return undefined;
}

export function ensurePrometheus(say: (line: string) => void): Prometheus | undefined {
  const there = findPrometheus() ?? unpack(say);
  if (there) say(`Prometheus: ${there.prometheus}`);
  return there;
}

function unpack(say: (line: string) => void): Prometheus | undefined {
  if (!existsSync("/usr/bin/apt-get")) return undefined;
  say("No Prometheus found: unpacking Debian's package prometheus …");
  mkdirSync(unpackedFolder, { recursive: true });
  const run = (command: string, args: string[]) =>
    spawnSync(command, args, { cwd: unpackedFolder, stdio: "ignore", timeout: 300_000 }).status === 0;
  if (!run("apt-get", ["download", "prometheus"]) && process.getuid?.() === 0) {
    run("apt-get", ["update", "-q"]);
    run("apt-get", ["download", "prometheus"]);
  }
  const archive = readdirSync(unpackedFolder).find((name) => /^prometheus_.*\.deb$/.test(name));
  if (archive) run("dpkg", ["-x", archive, "."]);
  return findPrometheus();
}
