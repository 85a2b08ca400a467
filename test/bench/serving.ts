// A server of recorded answers that is not the bottleneck: nginx where there is one, else a small one in Node.
import { type ChildProcess, fork, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import type { Answers } from "./answers.ts";

export interface Serving {
  readonly origin: string;
  readonly server: string;
  close(): Promise<void>;
}

/** Serves the answers on a free port of this machine. */
export async function serve(answers: Answers): Promise<Serving> {
  const nginx = spawnSync("nginx", ["-v"], { encoding: "utf8" });
  return nginx.status === 0 ? await serveByNginx(answers, nginx.stderr.trim()) : await serveByNode(answers);
}

async function serveByNode({ folder }: Answers): Promise<Serving> {
  const child = fork(join(import.meta.dirname, "static-server.mjs"), [folder], { execArgv: [] });
  const [message] = await once(child, "message");
  return {
    origin: `http://127.0.0.1:${message.port}`,
    server: `Node ${process.version}`,
    close: () => end(child),
  };
}

async function serveByNginx({ folder, answers }: Answers, server: string): Promise<Serving> {
  const port = await freePort();
  const compressed = answers[0]?.file.endsWith(".gz") ? "add_header content-encoding gzip;" : "";
  await writeFile(
    join(folder, "nginx.conf"),
    `daemon off; pid nginx.pid; error_log stderr; worker_processes 1; events {}
    http { access_log off; sendfile on; map_hash_bucket_size 512; map_hash_max_size 8192; default_type application/json;
    client_body_temp_path tmp; proxy_temp_path tmp; fastcgi_temp_path tmp; uwsgi_temp_path tmp; scgi_temp_path tmp;
    map $request_uri $file {\n${answers.map(({ path, file }) => `"${path}" "/${file}";`).join("\n")}\n}
    server { listen 127.0.0.1:${port}; root ${folder}; ${compressed} location / { types {} try_files $file =404; } } }`,
  );
  const child = spawn("nginx", ["-p", folder, "-c", "nginx.conf"], { stdio: "ignore" });
  await untilAnswered(port);
  return { origin: `http://127.0.0.1:${port}`, server, close: () => end(child) };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (address === null || typeof address === "string") throw new Error("No port was given");
  return address.port;
}

async function untilAnswered(port: number): Promise<void> {
  for (let attempt = 1; attempt <= 50; attempt++) {
    try {
      await fetch(`http://127.0.0.1:${port}/`);
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  throw new Error(`nginx does not answer on port ${port}`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  child.kill();
  await once(child, "exit");
}
