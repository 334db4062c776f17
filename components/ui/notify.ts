// A toast is asked for by an event on the window, so that its library loads with the first one.
export type Notice = { tone: "news" | "problem"; title: string; detail?: string };

const eventName = "faultmart:notice";

export function notify(notice: Notice) {
  window.dispatchEvent(new CustomEvent(eventName, { detail: notice }));
}

export function onNotice(show: (notice: Notice) => void): () => void {
  const listener = (event: Event) => show((event as CustomEvent<Notice>).detail);
  window.addEventListener(eventName, listener);
  return () => window.removeEventListener(eventName, listener);
}
