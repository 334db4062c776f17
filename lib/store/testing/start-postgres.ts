// A real PostgreSQL for the time of a test run: on a free port of 127.0.0.1, its data in a temporary directory.
import { type ChildProcess, execFile, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, chown, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { preparePostgresBinaries } from "./postgres-binaries.ts";

export type RunningPostgres = { readonly url: string; stop(): Promise<void> };

type User = { uid: number; gid: number };

const password = "faultmart-tests";
/** Nobody needs these data after a crash, so nothing waits for the disk. */
const throwAway = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=32MB"];
/** Several files of tests at a time, each with several processes that hold a pool. */
const roomForAll = "max_connections=400";

/** Test runs get killed; the server must not outlive them. It stops fast, without waiting for its clients. */
const untilStdinEnds = `exec 3<&0
"$@" 3<&- & server=$!
{ read -r _ <&3; kill -INT $server; } &
wait $server`;

export async function startPostgres(): Promise<RunningPostgres> {
  const user = chooseUser();
  const workDir = await mkdtemp(join(tmpdir(), "faultmart-postgres-"));
  try {
    await chmod(workDir, 0o755);
    const { initdb, postgres } = await preparePostgresBinaries(workDir, user !== undefined);
    const dataDir = await initialise(initdb, workDir, user);
    const port = await findFreePort();
    const settings = [
      ...throwAway,
      roomForAll,
      `port=${port}`,
      "listen_addresses=127.0.0.1",
      "unix_socket_directories=",
    ];
    const command = [postgres, "-D", dataDir, ...settings.flatMap((setting) => ["-c", setting])];
    const server = spawn("sh", ["-c", untilStdinEnds, "sh", ...command], {
      ...user,
      stdio: ["pipe", "ignore", "pipe"],
    });
    await untilReady(server);
    return {
      url: `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`,
      stop: () => stop(server, workDir),
    };
  } catch (error) {
    await rm(workDir, { recursive: true, force: true });
    throw error;
  }
}

async function initialise(initdb: string, workDir: string, user: User | undefined): Promise<string> {
  const passwordFile = join(workDir, "password");
  await writeFile(passwordFile, password);
  if (user) await chown(workDir, user.uid, user.gid);
  const dataDir = join(workDir, "data");
  // Sorts as most servers in use do, unlike the embedded database: a query must not depend on either.
  const locale = ["--encoding=UTF8", "--locale=C", "--locale-provider=icu", "--icu-locale=en-US"];
  const access = ["--username=postgres", `--pwfile=${passwordFile}`, "--auth=scram-sha-256"];
  await promisify(execFile)(initdb, [`--pgdata=${dataDir}`, "--no-sync", ...locale, ...access], { ...user });
  return dataDir;
}

/** PostgreSQL refuses to run as root. */
function chooseUser(): User | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const readId = (flag: string) => Number(execFileSync("id", [flag, "nobody"], { encoding: "utf8" }));
  return { uid: readId("-u"), gid: readId("-g") };
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("A TCP server has no port");
  return address.port;
}

function untilReady(server: ChildProcess): Promise<void> {
  let output = "";
  return new Promise((resolve, reject) => {
    server.stderr?.on("data", (chunk: Buffer) => {
      output = `${output}${chunk}`.slice(-2_000);
      if (output.includes("database system is ready to accept connections")) resolve();
    });
    server.once("error", reject);
    server.once("exit", () => reject(new Error(`it ended at once: ${output.trim()}`)));
  });
}

async function stop(server: ChildProcess, workDir: string): Promise<void> {
  if (server.exitCode === null && server.signalCode === null) {
    const exited = once(server, "exit");
    server.stdin?.end();
    await exited;
  }
  await rm(workDir, { recursive: true, force: true });
}
