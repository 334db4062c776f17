// A JSON Schema, flattened to the lines a reader needs: name, type, limits, meaning.
export type Schema = Record<string, unknown>;
export type SchemaRow = {
  /** Where it stands in the schema: unlike its name, no two rows share it. */
  address: string;
  path: string;
  depth: number;
  type: string;
  required: boolean;
  description: string;
};

const maxDepth = 5;

export function schemaRows(schema: Schema, depth = 0, within = ""): SchemaRow[] {
  const object = innermost(schema);
  const properties = isSchema(object.properties) ? object.properties : {};
  const required = Array.isArray(object.required) ? object.required : [];
  return Object.entries(properties).flatMap(([name, value]) => {
    if (!isSchema(value)) return [];
    const address = `${within}/${name}`;
    const row = {
      address,
      path: name,
      depth,
      type: typeText(value),
      required: required.includes(name),
      description: typeof value.description === "string" ? value.description : "",
    };
    return [row, ...(depth < maxDepth ? schemaRows(value, depth + 1, address) : [])];
  });
}

/** The object inside arrays, maps and nullable unions, whose properties are worth listing. */
function innermost(schema: Schema): Schema {
  if (isSchema(schema.items)) return innermost(schema.items);
  if (isSchema(schema.additionalProperties)) return innermost(schema.additionalProperties);
  const [only, ...others] = alternatives(schema).filter(({ type }) => type !== "null");
  return only && others.length === 0 ? innermost(only) : schema;
}

export function typeText(schema: Schema): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (Array.isArray(schema.enum)) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  const branches = alternatives(schema);
  if (branches.length > 0) return [...new Set(branches.map(typeText))].join(" | ");
  if (isSchema(schema.items)) return `list of ${typeText(schema.items)}`;
  if (isSchema(schema.additionalProperties)) return `map to ${typeText(schema.additionalProperties)}`;
  return [baseText(schema), ...limits(schema)].join(", ");
}

const knownFormats = ["date-time", "date", "uri", "email", "uuid"];

function baseText({ type, format }: Schema): string {
  if (typeof format === "string" && knownFormats.includes(format)) return format;
  return Array.isArray(type) ? type.join(" | ") : String(type ?? "any");
}

function limits(schema: Schema): string[] {
  const { minimum, maximum, exclusiveMinimum, minLength, maxLength, pattern } = schema;
  const safe = (value: unknown) => typeof value === "number" && Math.abs(value) < Number.MAX_SAFE_INTEGER;
  return [
    safe(minimum) && `≥ ${minimum}`,
    safe(exclusiveMinimum) && `> ${exclusiveMinimum}`,
    safe(maximum) && `≤ ${maximum}`,
    minLength !== undefined && minLength === maxLength && `${minLength} characters`,
    minLength !== maxLength && maxLength !== undefined && `up to ${maxLength} characters`,
    pattern !== undefined && !knownFormats.includes(String(schema.format)) && `matches ${pattern}`,
    schema.default !== undefined && `default ${JSON.stringify(schema.default)}`,
  ].filter((text) => typeof text === "string");
}

function alternatives(schema: Schema): Schema[] {
  const branches = schema.anyOf ?? schema.oneOf;
  return Array.isArray(branches) ? branches.filter(isSchema) : [];
}

function isSchema(value: unknown): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
