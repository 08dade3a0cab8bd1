// Tells what ical.js reads in feeds: `node read_with_ical_js.mjs PACKAGE` gets a JSON list of paths.
// Of each entry: UID, both ends (seconds, whether it is a date; null for none), title, status, SEQUENCE.

import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const folder = process.argv[2];
const main = createRequire(folder + "/").resolve(folder);
const { default: ICAL } = await import(pathToFileURL(main));

const time = (at) => at && [at.toUnixTime(), at.isDate];

const read = (path) => {
  const calendar = new ICAL.Component(ICAL.parse(readFileSync(path, "utf-8")));
  return calendar.getAllSubcomponents("vevent").map((entry) => [
    entry.getFirstPropertyValue("uid"),
    time(entry.getFirstPropertyValue("dtstart")),
    time(entry.getFirstPropertyValue("dtend")),
    entry.getFirstPropertyValue("summary"),
    entry.getFirstPropertyValue("status"),
    entry.getFirstPropertyValue("sequence"),
  ]);
};

console.log(JSON.stringify(JSON.parse(readFileSync(0, "utf-8")).map(read)));
