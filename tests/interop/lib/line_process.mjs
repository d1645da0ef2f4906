// A child process that speaks one JSON message per line on its standard streams.
import { spawn } from 'node:child_process';

const STOP_GRACE_MS = 2000;

/**
 * Starts `command` (an array: program and arguments) and splits its standard output into lines.
 * `onLine(text)` gets each line without its end; `onExit(why)` is called once, also when the program cannot
 * be started. Standard error is kept (the last 64 KiB) for messages about failures.
 */
export class LineProcess {
  constructor(command, { env, cwd, onLine, onExit = () => {} }) {
    this.stderr = '';
    this.exited = new Promise((resolve) => {
      this.child = spawn(command[0], command.slice(1), { env, cwd, stdio: ['pipe', 'pipe', 'pipe'] });
      this.child.on('error', (error) => resolve(error.message));
      this.child.on('close', (code, signal) => resolve(signal ?? `exit code ${code}`));
    });
    this.exited.then(onExit);
    this.child.stdin.on('error', () => {});
    this.child.stderr
      .setEncoding('utf8')
      .on('data', (text) => (this.stderr = (this.stderr + text).slice(-65536)));
    splitLines(this.child.stdout, onLine);
  }

  /** Writes one line; `text` holds no line end. */
  send(text) {
    this.child.stdin.write(`${text}\n`);
  }

  /** Closes standard input and waits for the end; SIGTERM, then SIGKILL, for a child that does not go. */
  async close() {
    this.child.stdin.end();
    const ladder = ['SIGTERM', 'SIGKILL'].map((signal, i) =>
      setTimeout(() => this.child.kill(signal), STOP_GRACE_MS * (i + 1)),
    );
    await this.exited;
    ladder.forEach(clearTimeout);
  }
}

function splitLines(stream, onLine) {
  let rest = [];
  stream.on('data', (chunk) => {
    let start = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      const line = Buffer.concat([...rest, chunk.subarray(start, end)]).toString('utf8');
      rest = [];
      start = end + 1;
      if (line.trim() !== '') onLine(line);
    }
    if (start < chunk.length) rest.push(chunk.subarray(start));
  });
}
