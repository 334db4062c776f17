// What the embedded engine says to one statement, read straight from its bytes: PGlite's own reader copies each value.
import { messages, protocol } from "@electric-sql/pglite";

export type Decode = (text: string) => unknown;
export type Answer = { rows: unknown[][]; tag: string };

const dataRow = 0x44;
const commandComplete = 0x43;
const errorResponse = 0x45;
/** A letter and the length of what follows it. */
const headBytes = 5;

/** Throws what the engine complains of. `decoders` are those of the columns; without one a value stays text. */
export function readAnswer(buffer: Buffer, decoders: readonly (Decode | undefined)[]): Answer {
  const answer: Answer = { rows: [], tag: "" };
  let end = 0;
  for (let at = 0; at + headBytes <= buffer.length; at = end) {
    end = at + 1 + buffer.readInt32BE(at + 1);
    const kind = buffer[at];
    if (kind === dataRow) answer.rows.push(readRow(buffer, at + headBytes, decoders));
    // Its text ends with a zero byte.
    else if (kind === commandComplete) answer.tag = buffer.toString("latin1", at + headBytes, end - 1);
    else if (kind === errorResponse) throw complaintIn(buffer.subarray(at, end));
  }
  return answer;
}

function readRow(buffer: Buffer, start: number, decoders: readonly (Decode | undefined)[]): unknown[] {
  const count = buffer.readInt16BE(start);
  const row: unknown[] = new Array(count);
  let at = start + 2;
  for (let column = 0; column < count; column += 1) {
    const length = buffer.readInt32BE(at);
    at += 4;
    if (length < 0) {
      row[column] = null;
      continue;
    }
    const text = buffer.toString("utf8", at, at + length);
    at += length;
    const decode = decoders[column];
    row[column] = decode ? decode(text) : text;
  }
  return row;
}

export type Description = { parameters: number[]; columns: { name: string; dataTypeID: number }[] };

/** The types of a statement's parameters, and the columns of what it gives. */
export function readDescription(bytes: Uint8Array): Description {
  const description: Description = { parameters: [], columns: [] };
  for (const message of messagesIn(bytes)) {
    if (message instanceof Error) throw message;
    if (message instanceof messages.ParameterDescriptionMessage) description.parameters = message.dataTypeIDs;
    if (message instanceof messages.RowDescriptionMessage)
      description.columns = message.fields.map(({ name, dataTypeID }) => ({ name, dataTypeID }));
  }
  return description;
}

function complaintIn(bytes: Uint8Array): unknown {
  return messagesIn(bytes)[0];
}

function messagesIn(bytes: Uint8Array) {
  const found: object[] = [];
  new protocol.Parser().parse(bytes, (message) => found.push(message));
  return found;
}
