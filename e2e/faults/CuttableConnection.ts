import type { Socket } from 'node:net';
import { connect, createServer } from 'node:net';

/** Stands between a process and its database, and can take the database away. */
export class CuttableConnection {
  readonly #server = createServer(client => this.#pass(client));
  readonly #sockets = new Set<Socket>();
  readonly #database: URL;
  #isCut = false;

  private constructor(database: string) {
    this.#database = new URL(database);
  }

  static async open(database: string): Promise<CuttableConnection> {
    const connection = new CuttableConnection(database);
    await new Promise<void>(done => {
      connection.#server.listen(0, '127.0.0.1', done);
    });
    return connection;
  }

  /** The database's, by way of here. */
  get address(): string {
    const address = new URL(this.#database);
    const own = this.#server.address();
    address.port = String(typeof own === 'object' ? own?.port : '');
    return address.href;
  }

  #pass(client: Socket): void {
    if (this.#isCut) {
      client.destroy();
      return;
    }
    const database = connect({
      host: this.#database.hostname,
      port: Number(this.#database.port),
    });
    for (const [from, to] of [
      [client, database],
      [database, client],
    ]) {
      this.#sockets.add(from);
      from.pipe(to);
      from.on('error', () => to.destroy());
      from.on('close', () => {
        this.#sockets.delete(from);
        to.destroy();
      });
    }
  }

  /** As if the database had crashed: what is under way breaks off, and nobody gets in. */
  cut(): void {
    this.#isCut = true;
    this.#sockets.forEach(socket => socket.destroy());
  }

  restore(): void {
    this.#isCut = false;
  }

  close(): void {
    this.cut();
    this.#server.close();
  }
}
