// In a file among events: so many had to go for want of room, and have not been counted yet.
export const lossLine = (events: number): string => `{"lost":${events}}`;

const pattern = /^\{"lost":(\d{1,15})\}$/;

export function readLossLine(text: string): number | undefined {
  const events = pattern.exec(text)?.[1];
  return events === undefined ? undefined : Number(events);
}
