// The rules of the Data Package standard, version 2, that our packages must follow, as our own JSON Schema.

const text = { type: "string", minLength: 1 };
const names = { type: "array", minItems: 1, uniqueItems: true, items: text };
const path = { type: "string", pattern: "^(?!/)(?!.*\\.\\.)(?!.*(^|/)\\.)[^?#]+$" };
const address = { type: "string", format: "uri" };

const license = {
  type: "object",
  anyOf: [{ required: ["name"] }, { required: ["path"] }],
  properties: { name: text, title: text, path: address },
};

const constraints = {
  type: "object",
  properties: {
    required: { type: "boolean" },
    unique: { type: "boolean" },
    enum: { type: "array", minItems: 1, uniqueItems: true },
    pattern: { type: "string", format: "regex" },
    minimum: { type: ["number", "string"] },
    maximum: { type: ["number", "string"] },
  },
  additionalProperties: false,
};

const field = {
  type: "object",
  required: ["name", "type", "description"],
  properties: {
    name: text,
    title: text,
    description: text,
    type: {
      enum: [
        ..."string number integer boolean object array list datetime date time year yearmonth".split(" "),
        ..."duration geopoint geojson any".split(" "),
      ],
    },
    constraints,
  },
  if: { properties: { type: { enum: ["boolean", "array", "date", "datetime"] } } },
  // biome-ignore lint/suspicious/noThenProperty: JSON Schema calls it so.
  then: { properties: { constraints: { not: { required: ["pattern"] } } } },
};

const foreignKey = {
  type: "object",
  required: ["fields", "reference"],
  properties: {
    fields: names,
    reference: { type: "object", required: ["fields"], properties: { resource: text, fields: names } },
  },
};

const schema = {
  type: "object",
  required: ["fields"],
  properties: {
    fields: { type: "array", minItems: 1, items: field },
    primaryKey: names,
    foreignKeys: { type: "array", minItems: 1, items: foreignKey },
  },
};

const resource = {
  type: "object",
  required: ["name", "path", "format", "mediatype", "bytes", "hash"],
  anyOf: [{ required: ["type", "schema"] }, { required: ["x-variant"] }],
  properties: {
    name: text,
    path,
    data: false,
    type: { const: "table" },
    format: { enum: ["csv", "parquet"] },
    mediatype: { type: "string", pattern: "^.+/.+$" },
    compression: { const: "gz" },
    encoding: { const: "utf-8" },
    bytes: { type: "integer", minimum: 0 },
    hash: { type: "string", pattern: "^sha256:[0-9a-f]{64}$" },
    licenses: { type: "array", minItems: 1, items: license },
    schema,
  },
};

const contributor = {
  type: "object",
  minProperties: 1,
  properties: {
    title: text,
    path: address,
    email: { type: "string", format: "email" },
    roles: names,
    role: false,
  },
};

/** Requires the standard's mandatory properties and the optional ones that we always give. Allows our own properties. */
export const datapackageProfile = {
  type: "object",
  required: [
    "$schema",
    "name",
    "title",
    "description",
    "version",
    "created",
    "licenses",
    "sources",
    "resources",
  ],
  properties: {
    $schema: { const: "https://datapackage.org/profiles/2.0/datapackage.json" },
    name: { type: "string", pattern: "^[a-z0-9._-]+$" },
    id: address,
    title: text,
    description: text,
    homepage: address,
    version: { type: "string", pattern: "^(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)$" },
    created: { type: "string", format: "date-time" },
    keywords: names,
    licenses: { type: "array", minItems: 1, items: license },
    contributors: { type: "array", minItems: 1, items: contributor },
    sources: { type: "array", minItems: 1, items: contributor },
    resources: { type: "array", minItems: 1, items: resource },
  },
};
