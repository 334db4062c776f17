import { createHmac } from "node:crypto";
import { afterEach, describe, expect, test } from "vitest";
import { WebhookBody, WebhookGroupBody } from "#lib/contract/alert.ts";
import { wallClock } from "#lib/kernel/clock.ts";
import { type Answer, type HookReceiver, startHookReceiver } from "../testing/hook-receiver.ts";
import { type MailReceiver, startMailReceiver } from "../testing/mail-receiver.ts";
import { type CourierOptions, createCouriers } from "./couriers.ts";
import { newSecret } from "./sign.ts";
import type { Notice } from "./types.ts";

const closing: { close(): Promise<void> | void }[] = [];
afterEach(async () => {
  for (const one of closing.splice(0)) await one.close();
});
const keep = <T extends { close(): Promise<void> | void }>(one: T): T => {
  closing.push(one);
  return one;
};
const couriers = (options: Partial<CourierOptions> = {}) =>
  keep(
    createCouriers({
      clock: wallClock,
      version: "1.2.3",
      smtpUrl: undefined,
      mailFrom: "faultmart@shop.example",
      allowHosts: ["127.0.0.1"],
      publicUrl: "https://shop.example",
      ...options,
    }),
  );
const startReceiver = async (answer?: Answer): Promise<HookReceiver> =>
  keep(await startHookReceiver(answer && (() => answer)));

const alert: Notice["alerts"][number] = {
  id: "alr_1",
  kind: "vendor",
  rule: "vendor-status",
  severity: "cherry",
  title: "Cup & Saucer <!channel> is offline",
  detail: "for 40 minutes",
  subject: "V0042",
  item: "",
  value: 40,
  startedAt: "2031-01-01T00:00:00.000Z",
  resolvedAt: null,
};
const notice: Notice = { id: "ntf-1", event: "firing", at: "2031-01-01T00:01:00.000Z", alerts: [alert] };

describe("a webhook", () => {
  test("is signed: whoever has the secret can tell that nobody else sent it, and when it was sent", async () => {
    const receiver = await startReceiver();
    const secret = newSecret();
    const to = { kind: "webhook", address: `${receiver.url}/hook?key=1`, secret } as const;
    expect(await couriers().deliver(to, notice)).toEqual({ kind: "taken" });
    const [got] = receiver.taken;
    if (!got) throw new Error("nothing came");
    const { "webhook-id": id, "webhook-timestamp": seconds, "webhook-signature": signature } = got.headers;
    const key = Buffer.from(secret.replace("whsec_", ""), "base64");
    const expected = createHmac("sha256", key).update(`${id}.${seconds}.${got.body}`).digest("base64");
    expect(signature).toBe(`v1,${expected}`);
    expect(id).toBe("ntf-1");
    expect(Math.abs(Number(seconds) - Date.now() / 1_000)).toBeLessThan(600);
    expect(WebhookBody.parse(JSON.parse(got.body))).toMatchObject({
      id: "ntf-1",
      event: "firing",
      at: notice.at,
      alert: { title: alert.title, link: "https://shop.example/room/alerts/alr_1" },
    });
    expect(got).toMatchObject({ path: "/hook?key=1", headers: { "user-agent": "Faultmart/1.2.3" } });
  });

  test.each([
    [{ status: 204 }, { kind: "taken" }],
    [{ status: 422 }, { kind: "refused", why: "The receiver answered 422" }],
    [
      { status: 503, headers: { "retry-after": "7" } },
      { kind: "later", waitMs: 7_000 },
    ],
    [{ status: 401 }, { kind: "later", away: true }],
    [
      { status: 301, headers: { location: "/there" } },
      { kind: "later", why: expect.stringMatching(/not followed/) },
    ],
    ["reset", { kind: "later", away: true }],
  ] as const)("that is answered %j is judged by that", async (answer, verdict) => {
    const receiver = await startReceiver(answer);
    const to = { kind: "webhook", address: receiver.url, secret: newSecret() } as const;
    expect(await couriers().deliver(to, notice)).toMatchObject(verdict);
    expect(receiver.requests).toHaveLength(1);
  });

  test("whose address has come to lead into a private network is given up, not tried again", async () => {
    const receiver = await startReceiver();
    const to = { kind: "webhook", address: receiver.url, secret: newSecret() } as const;
    expect(await couriers({ allowHosts: [] }).deliver(to, notice)).toMatchObject({ kind: "refused" });
    expect(receiver.requests).toEqual([]);
  });
});

describe("a Slack channel", () => {
  test("is told in Slack's words, in which nobody's name can call everybody", async () => {
    const receiver = await startReceiver();
    const to = { kind: "slack", address: `${receiver.url}/services/T0/B0/x`, secret: null } as const;
    await couriers().deliver(to, notice);
    const { text, blocks } = JSON.parse(receiver.taken[0]?.body ?? "");
    expect(text).toBe("[Critical] Cup &amp; Saucer &lt;!channel&gt; is offline");
    expect(blocks[0].text.text).toContain("<https://shop.example/room/alerts/alr_1|Open the alert>");
    expect(JSON.stringify(blocks[1])).toContain("ntf-1");
    expect(JSON.stringify(blocks)).not.toContain("<!");
  });
});

describe("an e-mail", () => {
  const startMail = async (given?: Parameters<typeof startMailReceiver>[0]): Promise<MailReceiver> =>
    keep(await startMailReceiver(given));
  const to = { kind: "email", address: "on-call@shop.example", secret: null } as const;

  test("is one message however often it is sent, and belongs to its alert's conversation", async () => {
    const mail = await startMail();
    const { deliver } = couriers({ smtpUrl: mail.url });
    expect(await deliver(to, notice)).toEqual({ kind: "taken" });
    expect(await deliver(to, notice)).toEqual({ kind: "taken" });
    expect(mail.mails).toHaveLength(2);
    for (const { text, to: recipients, user } of mail.mails) {
      expect({ recipients, user }).toEqual({ recipients: ["on-call@shop.example"], user: "faultmart" });
      expect(text).toContain("Message-ID: <ntf-1@shop.example>");
      expect(text).toContain("References: <alr_1@shop.example>");
      expect(text).toContain("Subject: [Critical] Cup & Saucer <!channel> is offline");
      expect(text).toContain("https://shop.example/room/alerts/alr_1");
    }
  });

  test("has no headers but its own, whatever a vendor is called", async () => {
    const mail = await startMail();
    const title = "Cup\r\nBcc: everybody@shop.example\r\n\r\nand text";
    await couriers({ smtpUrl: mail.url }).deliver(to, { ...notice, alerts: [{ ...alert, title }] });
    expect(mail.mails[0]?.to).toEqual(["on-call@shop.example"]);
    expect(mail.mails[0]?.text).not.toMatch(/^Bcc:/m);
  });

  test.each([
    [
      { refuses: { address: to.address, code: 550 } },
      { kind: "refused", why: "The mail server answered 550" },
    ],
    [{ refuses: { address: to.address, code: 450 } }, { kind: "later", why: "The mail server answered 450" }],
  ])("that is answered %j is judged by that", async (given, verdict) => {
    const mail = await startMail(given);
    expect(await couriers({ smtpUrl: mail.url }).deliver(to, notice)).toMatchObject(verdict);
    expect(mail.mails).toEqual([]);
  });

  test("waits for a login that works, and for a server that is there; neither tells the password", async () => {
    const mail = await startMail();
    const wrong = await couriers({ smtpUrl: mail.url.replace("secret", "canary-password") }).deliver(
      to,
      notice,
    );
    expect(wrong).toMatchObject({ kind: "later", away: true, why: "The mail server refused the login" });
    const nobody = await couriers({ smtpUrl: "smtp://faultmart:canary-password@127.0.0.1:1" }).deliver(
      to,
      notice,
    );
    expect(nobody).toMatchObject({ kind: "later", away: true });
    expect(JSON.stringify([wrong, nobody])).not.toContain("canary");
  });
});

describe("a message of many alerts", () => {
  const many = (count: number, given: Partial<Notice["alerts"][number]> = {}): Notice => {
    const of = (nth: number) => ({ ...alert, id: `alr_${nth}`, subject: `V${nth}`, ...given });
    return { ...notice, alerts: [of(0), ...Array.from({ length: count - 1 }, (_, nth) => of(nth + 1))] };
  };

  test("names every one of them to a webhook, and stays small whatever they say", async () => {
    const receiver = await startReceiver();
    const to = { kind: "webhook", address: receiver.url, secret: newSecret() } as const;
    await couriers().deliver(to, many(100, { detail: "so much to say ".repeat(1_000) }));
    const [got] = receiver.taken;
    const { id, rule, link, alerts } = WebhookGroupBody.parse(JSON.parse(got?.body ?? ""));
    expect(got?.headers["webhook-id"]).toBe("ntf-1");
    expect({ id, rule, link }).toEqual({
      id: "ntf-1",
      rule: "vendor-status",
      link: "https://shop.example/room/alerts?q=rule%3Avendor-status",
    });
    expect(alerts.map((one) => one.id)).toEqual(many(100).alerts.map((one) => one.id));
    expect(alerts[7]).toMatchObject({ title: alert.title, link: "https://shop.example/room/alerts/alr_7" });
    expect(Buffer.byteLength(got?.body ?? "")).toBeLessThan(100_000);
  });

  test("counts them to Slack, the worst by name, in blocks that it takes, and nobody's name calls everybody", async () => {
    const receiver = await startReceiver();
    const to = { kind: "slack", address: receiver.url, secret: null } as const;
    const title = "& <!channel>".repeat(40);
    const mild = many(42, { title, severity: "red" });
    const worst = { ...alert, id: "alr_worst", title: "the worst" };
    await couriers().deliver(to, { ...mild, alerts: [...mild.alerts, worst] as unknown as Notice["alerts"] });
    const { text, blocks } = JSON.parse(receiver.taken[0]?.body ?? "") as {
      text: string;
      blocks: { text?: { text: string } }[];
    };
    expect(text).toBe("[Critical] 43 vendors: offline");
    const texts = blocks.map((block) => block.text?.text ?? "");
    expect(texts[0]).toContain("Critical: 1, High: 42");
    expect(texts[1]).toMatch(/^• <https:\/\/shop\.example\/room\/alerts\/alr_worst\|the worst>\n/);
    expect(texts.join("\n").match(/^• /gm)).toHaveLength(20);
    expect(texts.join("\n")).toMatch(/^and 23 more$/m);
    expect(Math.max(...texts.map(({ length }) => length))).toBeLessThan(3_000);
    expect(JSON.stringify(blocks)).not.toContain("<!");
    expect(JSON.stringify(blocks.at(-1))).toContain("ntf-1");
  });

  test("is one e-mail that belongs to the conversation of each, and leads to those that are over", async () => {
    const mail = keep(await startMailReceiver());
    const to = { kind: "email", address: "on-call@shop.example", secret: null } as const;
    const title = "Cup\r\nBcc: everybody@shop.example";
    await couriers({ smtpUrl: mail.url }).deliver(to, { ...many(23, { title }), event: "resolved" });
    expect(mail.mails).toHaveLength(1);
    const [{ text } = { text: "" }] = mail.mails;
    expect(text).toContain("Subject: [Resolved] 23 vendors: offline");
    expect(text).toContain("Message-ID: <ntf-1@shop.example>");
    for (const id of ["alr_0", "alr_22"]) expect(text).toContain(`<${id}@shop.example>`);
    expect(text).toContain("https://shop.example/room/alerts/alr_19");
    expect(text).not.toContain("https://shop.example/room/alerts/alr_20");
    expect(text).toContain("and 3 more");
    expect(text.replaceAll("=\r\n", "").replaceAll("=3D", "=")).toContain(
      "https://shop.example/room/alerts?q=rule%3Avendor-status&state=resolved",
    );
    expect(text).not.toMatch(/^Bcc:/m);
  });
});

describe("an address", () => {
  test.each([
    ["webhook", "hooks.example.com", /https:\/\/ or http:\/\//],
    ["webhook", "ftp://hooks.example.com", /https:\/\/ or http:\/\//],
    ["webhook", "http://localhost:9/", /private network.*NOTIFY_ALLOW_HOSTS/],
    ["slack", "https://[::ffff:169.254.169.254]/", /private network/],
    ["slack", "http://hooks.slack.com/services/x", /begins with https/],
    ["email", "on-call", /not one e-mail address/],
    ["email", "a@shop.example, b@shop.example", /not one e-mail address/],
  ] as const)("of a channel of kind %s cannot be %s", async (kind, address, message) => {
    const { checkAddress } = couriers({ smtpUrl: "smtp://127.0.0.1:1" });
    expect(await checkAddress(kind, address)).toMatch(message);
  });

  test("of an e-mail is none where there is no mail server", async () => {
    expect(await couriers().checkAddress("email", "on-call@shop.example")).toMatch(/SMTP_URL/);
  });

  test("that is fine is fine, though nobody answers there yet", async () => {
    const { checkAddress } = couriers({ smtpUrl: "smtp://127.0.0.1:1" });
    expect(await checkAddress("webhook", "http://127.0.0.1:1/hook")).toBeUndefined();
    expect(await checkAddress("email", "on-call@shop.example")).toBeUndefined();
  });
});
