// The kinds of values a variable may have. Each says in words what it allows: the start-up message and the
// README's table print just that, so neither can differ from what is checked.
import { z } from "zod";
import { type CrashPlan, type CrashPoint, crashPoints } from "#lib/kernel/crash-points.ts";

type Described = { allowed: string };

const described = z.registry<Described>();

export function allowedValues(schema: z.core.$ZodType): string {
  const here = described.get(schema);
  if (here) return here.allowed;
  const { def } = schema._zod;
  return "innerType" in def ? allowedValues(def.innerType as z.core.$ZodType) : "any text";
}

function kind<T extends z.core.$ZodType>(schema: T, allowed: string): T {
  described.add(schema, { allowed });
  return schema;
}

export const text = z.string();

export function oneOf<const T extends readonly [string, ...string[]]>(values: T) {
  return kind(z.enum(values), `one of ${values.map((value) => `\`${value}\``).join(", ")}`);
}

/** Digits only: what JavaScript also calls a number (`1e3`, `0x10`, a space) is a slip in an environment file. */
export function count(least: number, most: number) {
  const digits = z.string().regex(/^\d{1,15}$/);
  return kind(
    digits.transform(Number).pipe(z.number().min(least).max(most)),
    `a whole number from ${least} to ${most}`,
  );
}

/** With a point, without an exponent. */
export function decimal(least: number, most: number) {
  const digits = z.string().regex(/^\d{1,9}(\.\d{1,9})?$/);
  return kind(
    digits.transform(Number).pipe(z.number().min(least).max(most)),
    `a number from ${least} to ${most}`,
  );
}

const yes = ["true", "1", "on"];
const words = ["true", "false", "1", "0", "on", "off"] as const;

export const flag = kind(
  z.enum(words).transform((word) => yes.includes(word)),
  "one of `on`, `true`, `1`, `off`, `false`, `0`",
);

function listOf(item: (text: string) => boolean, allowed: string) {
  const items = z.string().transform((value) => value.split(",").map((one) => one.trim()));
  return kind(items.transform((all) => all.filter(Boolean)).pipe(z.array(z.string().refine(item))), allowed);
}

const hostName = /^(\*\.)?[a-z0-9._-]+$|^\[[0-9a-f:.]+\]$/i;

export const hostNames = listOf(
  (name) => hostName.test(name),
  "host names without port, comma separated; `*.example.com` stands for every name below it",
);

export const origins = listOf(
  (one) => /^https?:/.test(one) && URL.canParse(one) && new URL(one).origin === one,
  "origins such as `https://shop.example.com`, comma separated",
);

export const httpUrl = kind(z.url({ protocol: /^https?$/ }), "a URL with `http` or `https`");

export const postgresUrl = kind(
  z.url({ protocol: /^postgres(ql)?$/ }),
  "a URL such as `postgres://user:password@host:5432/database`",
);

export const smtpUrl = kind(
  z.url({ protocol: /^smtps?$/, hostname: /./ }),
  "a URL such as `smtp://user:password@host:587`, or `smtps://` for encryption from the start",
);

export const mailAddress = kind(
  z.string().regex(/^[^\s@<>,;"]{1,64}@[A-Za-z0-9.-]{1,255}$/),
  "an e-mail address such as `alerts@example.com`",
);

const serviceUrl = /^([a-z][a-z0-9-]{0,62}|\*)=(https?:\/\/\S+)$/;

/** `*` is where every service is that is not named. */
export const serviceUrls = kind(
  z
    .string()
    .transform((value) => value.split(",").map((one) => one.trim()))
    .transform((all) => all.filter(Boolean).map((one) => serviceUrl.exec(one) ?? [one, "", ""]))
    .pipe(z.array(z.tuple([z.string(), z.string().min(1), z.string().refine((url) => URL.canParse(url))])))
    .transform((all) => Object.fromEntries(all.map(([, service, url]) => [service, url.replace(/\/$/, "")]))),
  "pairs such as `payment-service=http://127.0.0.1:8004`, comma separated; `*` stands for the main process",
);

/** Long enough that nobody guesses it, and fit for a header as it is. */
export const token = kind(
  z.string().regex(/^[A-Za-z0-9_-]{32,256}$/),
  "32 to 256 letters, digits, `-` or `_`",
);

const crashPlanPattern = new RegExp(`^(${crashPoints.join("|")}):([1-9]\\d{0,5})$`);

/** The nth time that the process comes past a named point. */
export const crashPlan = kind(
  z
    .string()
    .regex(crashPlanPattern)
    .transform((value): CrashPlan => {
      const [point, nth] = value.split(":");
      return { point: point as CrashPoint, nth: Number(nth) };
    }),
  `a point and a number, such as \`after-commit:3\`; the points are ${crashPoints.map((point) => `\`${point}\``).join(", ")}`,
);

export const headerPairs = kind(
  z.string().regex(/^\s*[^=,\s]+=[^,]+(,\s*[^=,\s]+=[^,]+)*$/),
  "`key=value` pairs, comma separated",
);

export const serviceName = kind(
  z.string().regex(/^[\w.-]{1,100}$/),
  "1 to 100 letters, digits, `.`, `_` or `-`",
);

/** Values are written as in an address, so that they may hold commas and blanks. */
export const resourceAttributes = kind(
  z
    .string()
    .transform((value) => value.split(",").map((pair) => pair.trim()))
    .transform((pairs) => pairs.filter(Boolean).map((pair) => /^([^\s=]+?)\s*=\s*(.*)$/.exec(pair) ?? [pair]))
    .pipe(z.array(z.tuple([z.string(), z.string(), z.string().refine(isEncoded)])))
    .transform((pairs) =>
      Object.fromEntries(pairs.map(([, key, value]) => [key, decodeURIComponent(value)])),
    ),
  "`key=value` pairs, comma separated, values percent-encoded",
);

function isEncoded(value: string): boolean {
  try {
    decodeURIComponent(value);
    return true;
  } catch {
    return false;
  }
}
