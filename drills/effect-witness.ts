// Writes down, in the database itself, which transaction changed what is known of vendors and which one ended a run: what a
// server says of its runs is not what is counted.
import { Client } from "pg";

type Ended = { tick: string; xid: string };
export type WitnessedRuns = {
  /** Transactions that changed what is known. */
  effects: string[];
  /** Runs that ended well, with the transaction they ended in. */
  ends: Ended[];
  runners: number;
  takenOver: number;
};

export type EffectWitness = { read(): Promise<WitnessedRuns>; close(): Promise<void> };

const triggers = `
  create table witnessed_effects (xid bigint primary key);
  create table witnessed_ends (tick bigint not null, xid bigint not null);
  create function witness_effect() returns trigger language plpgsql as $$ begin
    insert into witnessed_effects values (txid_current()) on conflict do nothing; return null; end $$;
  create function witness_end() returns trigger language plpgsql as $$ begin
    insert into witnessed_ends values (new.tick, txid_current()); return null; end $$;
  create trigger witness_effect after insert or update or delete on vendor_readings
    for each statement execute function witness_effect();
  create trigger witness_effect after insert or update or delete on vendor_answers
    for each statement execute function witness_effect();
  create trigger witness_end after update on job_runs for each row
    when (new.outcome = 'succeeded' and old.outcome <> 'succeeded') execute function witness_end();`;

/** To be called when the tables are there. */
export async function startWitness(databaseUrl: string): Promise<EffectWitness> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(triggers);
  const all = async <Row>(text: string) => (await client.query(text)).rows as Row[];
  return {
    async read() {
      const effects = await all<{ xid: string }>("select xid from witnessed_effects");
      const ends = await all<Ended>("select tick, xid from witnessed_ends");
      const [of] = await all<{ runners: string; taken_over: string }>(
        `select count(distinct runner) as runners, count(*) filter (where fence > 1) as taken_over
         from job_runs where outcome = 'succeeded'`,
      );
      return {
        effects: effects.map(({ xid }) => xid),
        ends,
        runners: Number(of?.runners),
        takenOver: Number(of?.taken_over),
      };
    },
    close: () => client.end(),
  };
}

/** What is wrong with them. */
export function judgeRuns({ effects, ends }: Pick<WitnessedRuns, "effects" | "ends">): string[] {
  const failures: string[] = [];
  const endsOf = Map.groupBy(ends, ({ xid }) => xid);
  for (const xid of effects) {
    const own = endsOf.get(xid)?.length ?? 0;
    if (own !== 1) failures.push(`transaction ${xid} changed what is known and ended ${own} runs`);
  }
  for (const [tick, own] of Map.groupBy(ends, (end) => end.tick))
    if (own.length > 1) failures.push(`tick ${tick} ended well ${own.length} times`);
  const changing = new Set(effects);
  for (const { tick, xid } of ends)
    if (!changing.has(xid)) failures.push(`tick ${tick} ended well without an effect`);
  return failures;
}
