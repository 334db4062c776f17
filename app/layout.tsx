import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { Footer } from "#components/shell/footer.tsx";
import { Keyboard } from "#components/shell/keyboard.tsx";
import { ThemeProvider } from "#components/shell/theme-provider.tsx";
import { TopBar } from "#components/shell/top-bar.tsx";
import { BrowserTelemetry } from "#components/telemetry/browser-telemetry.tsx";
import { Toasts } from "#components/ui/toasts.tsx";
import { pageTelemetry } from "#lib/http/browser/page-telemetry.ts";
import { bricolage, instrument, jetbrains } from "./fonts.ts";
import "./globals.css";

// Every page reads the running process, and a page made at build time could not carry the request's nonce.
export const dynamic = "force-dynamic";

export async function generateMetadata(): Promise<Metadata> {
  const requestId = (await headers()).get("x-request-id");
  return {
    title: { default: "Faultmart", template: "%s · Faultmart" },
    description: "An online shop that breaks on purpose, and the control room to watch it break.",
    // An error page shows it, so that what a reader saw can be found in the logs.
    ...(requestId ? { other: { "request-id": requestId } } : {}),
  };
}

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fbfaf7" },
    { media: "(prefers-color-scheme: dark)", color: "#0e1014" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const sent = await headers();
  const nonce = sent.get("content-security-policy")?.match(/'nonce-([^']+)'/)?.[1] ?? "";
  const telemetry = pageTelemetry();
  return (
    <html
      lang="en"
      className={`${bricolage.variable} ${instrument.variable} ${jetbrains.variable}`}
      suppressHydrationWarning
    >
      <body className="flex min-h-dvh flex-col">
        <ThemeProvider nonce={nonce}>
          <TopBar />
          {children}
          <Footer />
          {telemetry ? <BrowserTelemetry {...telemetry} /> : null}
          <Keyboard />
          <Toasts />
        </ThemeProvider>
      </body>
    </html>
  );
}
