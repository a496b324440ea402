/** The part of `pg` that is used here; the package brings no types. */
declare module 'pg' {
  class Client {
    constructor(address: string);
    connect(): Promise<void>;
    query<T extends object>(
      sql: string,
      values?: unknown[],
    ): Promise<{ rows: T[] }>;
    end(): Promise<void>;
  }
  const pg: { Client: typeof Client };
  export default pg;
}
