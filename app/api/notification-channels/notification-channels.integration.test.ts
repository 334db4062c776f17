import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type HookReceiver, startHookReceiver, well } from "#lib/alerts/testing/hook-receiver.ts";
import { type MailReceiver, startMailReceiver } from "#lib/alerts/testing/mail-receiver.ts";
import { ChannelList, CreatedChannel, DeliveryList, TestedChannel } from "#lib/contract/alert-answers.ts";
import { type Answer, send } from "#lib/runtime/testing/send.ts";
import { startPreparedServer } from "#lib/runtime/testing/start-prepared-server.ts";
import type { RunningServer } from "#lib/runtime/testing/start-server.ts";

/** Wherever one of these turns up but where it was sent, somebody can read it who should not. */
const canaries = {
  slack: "canary-slack-key",
  hook: "canary-hook-key",
  password: "canary-password",
  mail: "canary-smtp",
};

let server: RunningServer;
let receiver: HookReceiver;
let mail: MailReceiver;
beforeAll(async () => {
  receiver = await startHookReceiver();
  mail = await startMailReceiver({ password: canaries.mail });
  server = await startPreparedServer({
    env: { SIMULATION_SPEED: "0", SMTP_URL: mail.url, NOTIFY_ALLOW_HOSTS: "127.0.0.1" },
  });
});
afterAll(async () => {
  await server.stop();
  await receiver.close();
  await mail.close();
});

const path = "/api/notification-channels";
function ask(method: string, at: string, body?: object): Promise<Answer> {
  const json = body && { headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  return send(server.url, { method, path: at, ...json });
}
const add = async (body: object) => CreatedChannel.parse((await ask("POST", path, body)).json());
const list = async () => ChannelList.parse((await ask("GET", path)).json());
const press = async (id: string) => TestedChannel.parse((await ask("POST", `${path}/${id}/test`)).json());
/** All spans and lines that a request left. */
async function traceOf(answer: Answer): Promise<string> {
  const at = `/api/traces/${answer.headers["x-trace-id"]}`;
  await expect.poll(async () => (await ask("GET", at)).status).toBe(200);
  return (await ask("GET", at)).text;
}
const hookAddress = () =>
  `${receiver.url.replace("//", `//user:${canaries.password}@`)}/hook?key=${canaries.hook}`;

describe("a channel", () => {
  test("is added, tested, changed and removed", async () => {
    const { channel, secret } = await add({ kind: "webhook", name: "On call", address: hookAddress() });
    expect(secret).toMatch(/^whsec_/);
    expect(channel).toMatchObject({
      name: "On call",
      from: "red",
      enabled: true,
      address: `${receiver.url}/…`,
    });
    expect((await list()).channels).toContainEqual(channel);
    expect(await press(channel.id)).toMatchObject({ delivered: true });
    expect(JSON.parse(receiver.taken.at(-1)?.body ?? "")).toMatchObject({ event: "test" });
    const changed = await ask("PATCH", `${path}/${channel.id}`, { matcher: "kind:vendor", from: "cherry" });
    expect(changed.json()).toMatchObject({
      name: "On call",
      matcher: "kind:vendor",
      from: "cherry",
      enabled: true,
    });
    const back = await ask("PATCH", `${path}/${channel.id}`, { matcher: null, enabled: false });
    expect(back.json()).toMatchObject({ matcher: "", from: "cherry", enabled: false });
    expect((await ask("DELETE", `${path}/${channel.id}`)).status).toBe(204);
    expect((await ask("DELETE", `${path}/${channel.id}`)).status).toBe(404);
    expect((await list()).channels).toEqual([]);
  });

  test("that does not take the test is told of, with the reason", async () => {
    const { channel } = await add({ kind: "webhook", name: "Broken", address: receiver.url });
    receiver.answer = () => ({ status: 500 });
    expect(await press(channel.id)).toMatchObject({ delivered: false, detail: "The receiver answered 500" });
    receiver.answer = () => well;
    await ask("DELETE", `${path}/${channel.id}`);
  });

  test("of e-mail and Slack is tested as well", async () => {
    const email = await add({ kind: "email", name: "Night shift", address: "on-call@shop.example" });
    const slack = await add({
      kind: "slack",
      name: "#ops",
      address: `${receiver.url}/services/${canaries.slack}`,
    });
    expect([email.secret, slack.secret]).toEqual([null, null]);
    expect(await press(email.channel.id)).toMatchObject({ delivered: true });
    expect(mail.mails.at(-1)?.to).toEqual(["on-call@shop.example"]);
    expect(await press(slack.channel.id)).toMatchObject({ delivered: true });
    expect(receiver.taken.at(-1)?.path).toBe(`/services/${canaries.slack}`);
  });

  test.each([
    [{ address: "http://localhost:9/" }, "body.address", /private network/],
    [{ address: "http://169.254.169.254/latest" }, "body.address", /private network/],
    [{ address: "not an address" }, "body.address", /https/],
    [{ matcher: "severity:awful" }, "body.matcher", /severity/],
    [{ name: " " }, "body.name", /./],
    [{ from: "green" }, "body.from", /./],
    [{ colour: "red" }, "body", /colour/],
  ])("cannot have %j: the mistake is told at its field", async (given, field, message) => {
    const before = await list();
    const answer = await ask("POST", path, { kind: "webhook", name: "x", address: receiver.url, ...given });
    expect(answer.status).toBe(422);
    expect(answer.json().fields).toMatchObject([{ path: field, message: expect.stringMatching(message) }]);
    expect(await list()).toEqual(before);
  });

  test("that nobody knows is not found", async () => {
    expect((await ask("PATCH", `${path}/none`, { name: "x" })).status).toBe(404);
    expect((await ask("POST", `${path}/none/test`)).status).toBe(404);
    expect((await ask("PATCH", `${path}/none`, {})).status).toBe(422);
  });
});

describe("what was told", () => {
  test("is listed, a page at a time; what is no page is said to be none", async () => {
    expect(DeliveryList.parse((await ask("GET", "/api/notifications")).json())).toEqual({
      deliveries: [],
      next: null,
    });
    expect((await ask("GET", "/api/notifications?cursor=x")).status).toBe(422);
  });
});

describe("a secret", () => {
  test("is in no answer, line, span or metric, once it was told", async () => {
    const { channel, secret } = await add({ kind: "webhook", name: "Secretive", address: hookAddress() });
    receiver.answer = () => "reset";
    await press(channel.id);
    receiver.answer = () => well;
    await press(channel.id);
    const texts = await Promise.all(
      [path, "/metrics", "/api/notifications", "/room/notifications"].map(
        async (at) => (await ask("GET", at)).text,
      ),
    );
    const address = hookAddress();
    const changed = await ask("PATCH", `${path}/${channel.id}`, { address });
    const tested = await ask("POST", `${path}/${channel.id}/test`);
    texts.push(changed.text, tested.text, await traceOf(changed), await traceOf(tested));
    texts.push((await ask("GET", "/api/logs?limit=1000")).text);
    texts.push(readFileSync(join(server.stateDir, "logs/application.log"), "utf8"));
    for (const hidden of [...Object.values(canaries), secret ?? "none"])
      for (const text of texts) expect(text).not.toContain(hidden);
  });
});
