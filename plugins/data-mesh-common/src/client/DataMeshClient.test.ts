import { DataMeshClient } from './DataMeshClient';

function answering(status: number, body: unknown) {
  const requests: { url: string; init?: RequestInit }[] = [];
  const fetchApi = {
    fetch: (async (url: string, init?: RequestInit) => {
      requests.push({ url, init });
      return new Response(JSON.stringify(body), {
        status,
        headers: { 'Content-Type': 'application/json' },
      });
    }) as typeof fetch,
  };
  return { requests, fetchApi };
}

describe('DataMeshClient', () => {
  it('asks the plugin by its id, with parts of the address encoded', async () => {
    const { requests, fetchApi } = answering(200, { items: [], totalItems: 0 });
    const client = new DataMeshClient({ fetchApi });
    await client.getScorecard('dataproduct:default/inventory');
    await client.getProduct('inventory');
    await client.listCheckRecords('inventory', 'runs-seen', {
      cursor: 'a b',
      limit: 5,
    });
    await client.getEvidenceRecord('a/b');
    await client.getDomain('domain:finance/ledger');
    await client.listProblems({ ref: 'dataproduct:default/inventory' });
    expect(requests.map(({ url }) => url)).toEqual([
      'plugin://data-mesh/products/default/inventory/scorecard',
      'plugin://data-mesh/products/default/inventory',
      'plugin://data-mesh/products/default/inventory/checks/runs-seen/records?cursor=a+b&limit=5',
      'plugin://data-mesh/evidence/a%2Fb',
      'plugin://data-mesh/domains/finance/ledger',
      'plugin://data-mesh/problems?ref=dataproduct%3Adefault%2Finventory',
    ]);
  });

  it('repeats filters with several values and leaves out empty ones', async () => {
    const { requests, fetchApi } = answering(200, { items: [], totalItems: 0 });
    await new DataMeshClient({ fetchApi }).listProducts({
      level: [0, 3],
      verdict: 'proven',
      q: '',
      domain: [],
      limit: 50,
    });
    expect(requests[0].url).toBe(
      'plugin://data-mesh/products?level=0&level=3&verdict=proven&limit=50',
    );
  });

  it('finds the backend by discovery and sends the token outside the front end', async () => {
    const { requests, fetchApi } = answering(200, {});
    await new DataMeshClient({
      fetchApi,
      discoveryApi: {
        getBaseUrl: async id => `http://localhost:7007/api/${id}`,
      },
    }).getOverview({ token: 'secret' });
    expect(requests[0].url).toBe(
      'http://localhost:7007/api/data-mesh/overview',
    );
    expect(requests[0].init?.headers).toMatchObject({
      Authorization: 'Bearer secret',
    });
  });

  it('sends one record per line', async () => {
    const { requests, fetchApi } = answering(200, { accepted: 2 });
    await new DataMeshClient({ fetchApi }).sendEvidence(
      [{ kind: 'run' }, { kind: 'usage' }],
      { publisher: 'dbt-prod' },
    );
    expect(requests[0].url).toBe(
      'plugin://data-mesh/evidence?publisher=dbt-prod',
    );
    expect(requests[0].init?.method).toBe('POST');
    expect(requests[0].init?.body).toBe('{"kind":"run"}\n{"kind":"usage"}\n');
  });

  it('asks for a deletion with its reason', async () => {
    const { requests, fetchApi } = answering(202, { records: 0 });
    await new DataMeshClient({ fetchApi }).deleteEvidence(
      'dataproduct:default/inventory',
      { reason: 'asked for by the owner', erase: true },
    );
    expect(requests[0].url).toBe(
      'plugin://data-mesh/products/default/inventory/evidence?reason=asked+for+by+the+owner&erase=true',
    );
    expect(requests[0].init?.method).toBe('DELETE');
  });

  it('throws what the backend refuses', async () => {
    const { fetchApi } = answering(404, {
      error: { name: 'NotFoundError', message: 'not found or not visible' },
      response: { statusCode: 404 },
    });
    await expect(
      new DataMeshClient({ fetchApi }).getScorecard('inventory'),
    ).rejects.toMatchObject({ name: 'ResponseError', statusCode: 404 });
  });
});
