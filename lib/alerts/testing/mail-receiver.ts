// A mail server that keeps what it is given, and refuses what a test wants refused.
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

export type Mail = { to: string[]; text: string; user: string | undefined };
export type MailReceiver = { url: string; mails: Mail[]; close(): Promise<void> };

type Given = { user?: string; password?: string; refuses?: { address: string; code: number } };

export async function startMailReceiver({
  user = "faultmart",
  password = "secret",
  refuses,
}: Given = {}): Promise<MailReceiver> {
  const mails: Mail[] = [];
  const server = new SMTPServer({
    disabledCommands: ["STARTTLS"],
    onAuth(auth, _, done) {
      if (auth.username === user && auth.password === password) done(null, { user });
      else done(Object.assign(new Error("who are you"), { responseCode: 535 }));
    },
    onRcptTo({ address }, _, done) {
      if (address !== refuses?.address) return done();
      done(Object.assign(new Error("no such mailbox"), { responseCode: refuses.code }));
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const to = session.envelope.rcptTo.map(({ address }) => address);
        mails.push({ to, text: Buffer.concat(chunks).toString(), user: String(session.user) });
        done();
      });
    },
  });
  server.on("error", () => undefined);
  const listening = server.listen(0, "127.0.0.1");
  await once(listening, "listening");
  const { port } = listening.address() as AddressInfo;
  return {
    url: `smtp://${encodeURIComponent(user)}:${encodeURIComponent(password)}@127.0.0.1:${port}`,
    mails,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
