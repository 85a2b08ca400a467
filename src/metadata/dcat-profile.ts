// The versions of DCAT-AP-NO a catalogue can be written for.

/** `2-live` is what data.norge.no validates today, `3` the coming version of the standard. */
export const dcatProfiles = ["2-live", "3"] as const;
export type DcatProfile = (typeof dcatProfiles)[number];
