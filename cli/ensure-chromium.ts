// A Chromium for the browser tests: the one that is there, else Playwright's download, else Debian's package.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium } from "@playwright/test";

const usual = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
];

export function ensureChromium(given: string | undefined, say: (line: string) => void): string {
  if (given) {
    if (existsSync(given)) return found(given, "CHROMIUM_PATH", say);
    throw new Error(
      `CHROMIUM_PATH names ${given}, which does not exist. Correct it, or unset it to look elsewhere.`,
    );
  }
  const installed = usual.find((path) => existsSync(path));
  if (installed) return found(installed, "this machine's own", say);
  if (existsSync(chromium.executablePath())) return found(chromium.executablePath(), "Playwright's own", say);
  say("No Chromium found: asking Playwright for one …");
  run("node_modules/.bin/node", [
    "node_modules/@playwright/test/cli.js",
    "install",
    "--with-deps",
    "chromium",
  ]);
  if (existsSync(chromium.executablePath())) return found(chromium.executablePath(), "Playwright's own", say);
  if (process.getuid?.() === 0) {
    say("Playwright's download did not work: installing Debian's package chromium …");
    run("apt-get", ["update", "-q"]);
    run("apt-get", ["install", "-y", "-q", "--no-install-recommends", "chromium", "fonts-liberation"]);
    const debian = usual.find((path) => existsSync(path));
    if (debian) return found(debian, "Debian's package", say);
  }
  throw new Error(
    "No Chromium could be installed. Install one (Debian: apt-get install chromium), or set CHROMIUM_PATH.",
  );
}

function found(path: string, whose: string, say: (line: string) => void): string {
  say(`Browser: ${path} (${whose})`);
  return path;
}

/** Whether it worked is seen by looking for the browser; what it prints on the way would only alarm. */
function run(command: string, args: string[]) {
  spawnSync(command, args, { stdio: "ignore", timeout: 300_000 });
}
