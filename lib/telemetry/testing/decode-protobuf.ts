// Enough of the protobuf wire format to read what OTLP exporters send, independent of the code that wrote it.
type Scalar =
  | "string"
  | "hex"
  | "fixed64"
  | "uint"
  | "double"
  | "bool"
  | "int64"
  | "packed fixed64"
  | "packed double";
export type Shape = { [field: number]: [name: string, type: Scalar | (() => Shape), repeated?: "repeated"] };
export type Message = { [name: string]: Value };
export type Value = string | number | bigint | boolean | Message | Value[];

export function decodeMessage(bytes: Buffer, shape: Shape): Message {
  const message: Message = {};
  let at = 0;
  const varint = () => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes.readUInt8(at++);
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  const take = (length: number) => {
    if (at + length > bytes.length) throw new Error("The message is shorter than it says");
    at += length;
    return bytes.subarray(at - length, at);
  };
  while (at < bytes.length) {
    const tag = Number(varint());
    const wire = tag & 7;
    const raw = wire === 0 ? varint() : take(wire === 1 ? 8 : wire === 5 ? 4 : Number(varint()));
    const [name, type, repeated] = shape[tag >> 3] ?? [];
    if (name === undefined || type === undefined) continue;
    const value = toValue(raw, type);
    if (!repeated) message[name] = value;
    else if (Array.isArray(message[name])) message[name].push(value);
    else message[name] = [value];
  }
  return message;
}

function toValue(raw: bigint | Buffer, type: Scalar | (() => Shape)): Value {
  if (typeof raw === "bigint") return type === "bool" ? raw === 1n : Number(raw);
  if (typeof type === "function") return decodeMessage(raw, type());
  switch (type) {
    case "string":
      return raw.toString();
    case "hex":
      return raw.toString("hex");
    case "fixed64":
      return raw.readBigUInt64LE();
    case "double":
      return raw.readDoubleLE();
    case "packed fixed64":
      return eights(raw, (offset) => Number(raw.readBigUInt64LE(offset)));
    case "packed double":
      return eights(raw, (offset) => raw.readDoubleLE(offset));
    default:
      throw new Error(`A ${type} came as bytes`);
  }
}

const eights = (raw: Buffer, read: (offset: number) => number) =>
  Array.from({ length: raw.length / 8 }, (_, index) => read(index * 8));
