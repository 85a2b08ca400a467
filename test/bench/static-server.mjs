// Serves recorded answers as fast as Node can, by path and query; plain JavaScript, in a process of its own.
import { createReadStream, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";

const folder = process.argv[2] ?? ".";
const answers = new Map(
  JSON.parse(readFileSync(join(folder, "index.json"), "utf8")).map((answer) => [answer.path, answer.file]),
);

const server = createServer((request, response) => {
  const file = answers.get(request.url);
  if (file === undefined) {
    response.writeHead(404).end();
    return;
  }
  const compressed = file.endsWith(".gz") ? { "content-encoding": "gzip" } : {};
  response.writeHead(200, { "content-type": "application/json", ...compressed });
  createReadStream(join(folder, file), { highWaterMark: 1 << 20 }).pipe(response);
});
server.listen(0, "127.0.0.1", () => process.send?.({ port: server.address().port }));
process.on("disconnect", () => process.exit(0));
