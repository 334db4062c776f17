// Runs the image's last stage without Docker: the same files on a read-only root, the same environment and user,
// node as process 1. Needs root and the right to make namespaces; the network stays the machine's own.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { argumentsOf, copiesOf, environmentOf, execForm, type Stage } from "./dockerfile.ts";

export type Contained = {
  readonly process: ChildProcess;
  readonly dataDir: string;
  output(): string;
  /** Sends the signal to process 1, as `docker stop` does. */
  signal(name: NodeJS.Signals): void;
  remove(): void;
};

/** `hidden` packages are there in the project and must not be in the image. */
type Options = { projectDir: string; node: string; hidden: string[]; environment: Record<string, string> };

export function canContain(): boolean {
  const script = "mount -t tmpfs tmpfs /mnt && chroot --version && env --version";
  return spawnSync("unshare", ["--mount", "--pid", "--fork", "sh", "-c", script]).status === 0;
}

export function runContained(stage: Stage, { projectDir, node, hidden, environment }: Options): Contained {
  const root = mkdtempSync(join(tmpdir(), "image-root-"));
  const dataDir = mkdtempSync(join(tmpdir(), "image-data-"));
  const [user = ""] = argumentsOf(stage, "USER");
  chownSync(dataDir, Number(user.split(":")[0]), Number(user.split(":")[1]));

  const files = copiesOf(stage).flatMap(({ sources, target }) =>
    sources.map((source) => ({
      from: join(projectDir, source.replace(/^\/app\//, "")),
      to: join(root, "app", target.endsWith("/") ? join(target, source) : target),
    })),
  );
  const script = [
    "set -e",
    "mount --make-rprivate /",
    `mount -t tmpfs tmpfs ${root}`,
    `mkdir -p ${["app", "data", "tmp", "proc", "dev", "etc", "usr", "bin"].map((name) => `${root}/${name}`).join(" ")}`,
    ...["lib", "lib64"].map((name) => `ln -s usr/${name} ${root}/${name}`),
    ...["usr", "etc"].flatMap((name) => bind(`/${name}`, `${root}/${name}`)),
    `mount --rbind /dev ${root}/dev`,
    `mount -t proc proc ${root}/proc`,
    ...bind(node, `${root}/bin/node`),
    ...files.flatMap(({ from, to }) => bind(from, to)),
    ...hidden
      .filter((name) => existsSync(join(projectDir, "node_modules", name)))
      .map((name) => `mount -t tmpfs -o ro tmpfs ${root}/app/node_modules/${name}`),
    `mount --bind ${dataDir} ${root}/data`,
    `mount -t tmpfs -o mode=1777 tmpfs ${root}/tmp`,
    `mount -o remount,ro ${root}`,
    'exec chroot "$@"',
  ];
  const settings = { PATH: "/bin", ...environmentOf(stage), ...environment };
  const pairs = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
  const command = execForm(argumentsOf(stage, "CMD")[0]);
  const inside = [root, "/usr/bin/env", "-i", "-C", "/app", ...pairs, ...command];
  const chroot = [`--userspec=${user}`, "--groups=", ...inside];
  const child = spawn("unshare", [
    ...["--mount", "--pid", "--fork", "--kill-child", "sh", "-c", script.join("\n"), "sh"],
    ...chroot,
  ]);
  const output: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => output.push(chunk));
  return {
    process: child,
    dataDir,
    output: () => Buffer.concat(output).toString(),
    signal: (name) => signalProcessOne(child, name),
    remove() {
      child.kill("SIGKILL");
      for (const folder of [root, dataDir]) rmSync(folder, { recursive: true, force: true });
    },
  };
}

function bind(from: string, to: string): string[] {
  const make = statSync(from).isDirectory() ? `mkdir -p ${to}` : `touch ${to}`;
  return [make, `mount --bind ${from} ${to}`, `mount -o remount,ro,bind ${to}`];
}

/** `unshare` waits outside; its one child is process 1 inside. */
function signalProcessOne({ pid }: ChildProcess, name: NodeJS.Signals) {
  const inside = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim();
  process.kill(Number(inside), name);
}
