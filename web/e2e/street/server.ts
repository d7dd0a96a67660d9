import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const program = process.env.YOKOCHO_BIN ?? new URL('../../../bin/yokocho', import.meta.url).pathname;
const opensWithin = 10_000;

/** The program under test, as a stranger would start it, with a folder and a port of its own. */
export class Server {
  private constructor(
    private run: Run,
    readonly url: string,
    private readonly data: string,
    private readonly options: string,
  ) {}

  /** A street with options of `yokocho serve`. */
  static async start(options: string): Promise<Server> {
    const data = await mkdtemp(join(tmpdir(), 'yokocho-'));
    const run = new Run(serving('127.0.0.1:0', data, options));
    return new Server(run, await run.address, data, options);
  }

  /** The link that makes the first operator, as the program prints it. */
  get operatorLink(): string {
    return /http\S+\/operator#\S+/.exec(this.run.said)![0];
  }

  /** kill -9: no farewell, nothing flushed. */
  async kill(): Promise<void> {
    await this.run.end('SIGKILL');
  }

  /** Opens again at the same address, on the same data. */
  async restart(): Promise<void> {
    this.run = new Run(serving(new URL(this.url).host, this.data, this.options));
    await this.run.address;
  }

  /** Asks the program to end, as an operator does, and throws the data away. */
  async stop(): Promise<void> {
    const how = await this.run.end('SIGTERM');
    if (how !== 0) throw new Error(`the server ended by ${how}:\n${this.run.said}`);
    await rm(this.data, { recursive: true, force: true });
  }
}

const serving = (listen: string, data: string, options: string) => [
  'serve',
  '--listen',
  listen,
  '--data',
  data,
  ...options.split(' ').filter(Boolean),
];

/** One process, from its start to its end. */
export class Run {
  /** Everything it wrote. */
  said = '';
  /** Where it says it is open. */
  readonly address: Promise<string>;
  private readonly process: ChildProcess;
  private readonly ended: Promise<number | string>;

  constructor(options: readonly string[]) {
    this.process = spawn(program, options, { stdio: ['ignore', 'pipe', 'pipe'] });
    this.ended = new Promise((resolve) => {
      this.process.once('error', (cause) => resolve(cause.message));
      this.process.once('exit', (code, signal) => resolve(code ?? signal ?? 'nothing'));
    });
    this.address = new Promise((resolve, reject) => {
      const fail = (why: unknown) => reject(new Error(`${program} did not open (${why}):\n${this.said}`));
      const late = setTimeout(fail, opensWithin, `in ${opensWithin} ms`);
      const listen = (chunk: Buffer) => {
        this.said += chunk;
        const address = /open: (http:\/\/\S+)/.exec(this.said)?.[1];
        if (!address) return;
        clearTimeout(late);
        resolve(address);
      };
      this.process.stdout?.on('data', listen);
      this.process.stderr?.on('data', listen);
      void this.ended.then((how) => {
        clearTimeout(late);
        fail(how);
      });
    });
  }

  /** Ends it; the answer is its status, or what ended it, should it have ended before. */
  end(signal: NodeJS.Signals): Promise<number | string> {
    this.process.kill(signal);
    return this.ended;
  }
}
