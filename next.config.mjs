/** @type {import("next").NextConfig} */
export default {
  reactStrictMode: true,
  poweredByHeader: false,
  // Types are checked by `npm run verify`; a second pass here would double the time to the first start.
  typescript: { ignoreBuildErrors: true },
  // Hot reload is refused to other origins than localhost unless they are named.
  allowedDevOrigins: ["127.0.0.1", "[::1]"],
  // The optimiser has had remote holes; every picture ships as SVG or at its final size.
  images: { unoptimized: true },
  // Otherwise each start loads every page, and a copy of every endpoint that server.ts answers without Next.
  experimental: { preloadEntriesOnStart: false },
  serverExternalPackages: ["@duckdb/node-api", "@electric-sql/pglite", "pino", "pg", "prom-client"],
};
