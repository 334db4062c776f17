/** Attributes of a span that stands for a statement, by the semantic conventions. */
export function cartStatement(operation: string, collection = "cart_items"): Record<string, string> {
  return {
    "db.system.name": "postgresql",
    "db.operation.name": operation,
    "db.collection.name": collection,
    "db.query.summary": `${operation} ${collection}`,
  };
}
