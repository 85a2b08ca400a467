// The names a Croissant document uses, as version 1.1 of the format maps them.

const terms = [
  ..."annotation arrayShape citeAs column containedIn equivalentProperty extract field fileProperty".split(
    " ",
  ),
  ..."fileObject fileSet format includes isArray isLiveDataset jsonPath key md5 parentField path".split(" "),
  ..."recordSet references regex repeated replace samplingRate separator source subField transform".split(
    " ",
  ),
];

/** The `@context`: schema.org is the vocabulary, the format's own terms are `cr:`, names and descriptions by language. */
export const croissantContext = {
  "@language": "en",
  "@vocab": "https://schema.org/",
  sc: "https://schema.org/",
  cr: "http://mlcommons.org/croissant/",
  rai: "http://mlcommons.org/croissant/RAI/",
  dct: "http://purl.org/dc/terms/",
  conformsTo: "dct:conformsTo",
  data: { "@id": "cr:data", "@type": "@json" },
  dataType: { "@id": "cr:dataType", "@type": "@vocab" },
  description: { "@container": "@language" },
  examples: { "@id": "cr:examples", "@type": "@json" },
  name: { "@container": "@language" },
  ...Object.fromEntries(terms.map((term) => [term, `cr:${term}`])),
};
