/** The whole postgresql.conf of the embedded database. */
export const postgresSettings = [
  // PostgreSQL's usual 128 MB would all be touched in time; the operating system caches the same files anyway.
  "shared_buffers=8MB",
  // Bounds the log that a start after a kill has to replay, and the disk it takes.
  "max_wal_size=64MB",
  "min_wal_size=16MB",
  // Statements are kept ready. To plan one anew for the values of each time takes longer than the better plan would save.
  "plan_cache_mode=force_generic_plan",
];

/** Given to initdb, once: small log segments make an empty database 30 MB instead of 39 MB. */
export const initdbArguments = ["--wal-segsize=1"];
