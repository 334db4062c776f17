import type { LogLine, LogList } from "#lib/contract/log-answers.ts";

export type LogsViewProps = {
  /** The filter, all of it. */
  text: string;
  /** Filter and time as the endpoints take them; undefined while the filter has a mistake. */
  asked: Readonly<Record<string, string>> | undefined;
  /** The time alone. */
  time: Readonly<Record<string, string>>;
  list: LogList;
  /** The id after which lines are not on the list yet: the newest may still be on their way to the warehouse. */
  since: string;
  /** Whether the time goes on to now. */
  live: boolean;
  /** The line that the address names, where the list does not have it. */
  pinned: LogLine | undefined;
  newest: string | undefined;
  older: string | undefined;
};
