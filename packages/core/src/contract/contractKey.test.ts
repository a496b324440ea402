import fc from 'fast-check';
import { contractKey, locateContract } from './contractKey';

const GITHUB =
  'url:https://git.example/wh/stock/blob/main/products/catalog-info.yaml';
const FILE = 'file:/srv/examples/products/catalog-info.yaml';

describe('contractKey', () => {
  it.each<[string | { id: string; version?: string }, string, string]>([
    [{ id: 'stock', version: '1.0.0' }, GITHUB, 'id:stock@1.0.0'],
    [{ id: 'stock' }, '', 'id:stock@'],
    [
      './contracts/s.yaml',
      GITHUB,
      'path:url:https://git.example/wh/stock/blob/main/products/contracts/s.yaml',
    ],
    [
      '../shared/s.yaml',
      GITHUB,
      'path:url:https://git.example/wh/stock/blob/main/shared/s.yaml',
    ],
    [
      'https://git.example/wh/stock/blob/main/s.yaml',
      GITHUB,
      'path:url:https://git.example/wh/stock/blob/main/s.yaml',
    ],
    [
      './s.yaml',
      'url:https://gitlab.example/a/b/c/-/blob/main/x/catalog-info.yaml',
      'path:url:https://gitlab.example/a/b/c/-/blob/main/x/s.yaml',
    ],
    [
      './s.yaml',
      'url:https://bb.example/projects/P/repos/r/browse/x/catalog-info.yaml?at=main',
      'path:url:https://bb.example/projects/P/repos/r/browse/x/s.yaml?at=main',
    ],
    [
      './c/s.yaml',
      'url:https://dev.azure.com/o/p/_git/r?path=/x/catalog-info.yaml&version=GBmain',
      'path:url:https://dev.azure.com/o/p/_git/r?path=%2Fx%2Fc%2Fs.yaml&version=GBmain',
    ],
    [
      './contracts/s.yaml',
      FILE,
      'path:file:/srv/examples/products/contracts/s.yaml',
    ],
    ['contracts/../s.yaml', FILE, 'path:file:/srv/examples/products/s.yaml'],
    ['./contracts/s.yaml', '', 'path:contracts/s.yaml'],
  ])('%j in %s', (reference, base, key) => {
    expect(contractKey(reference, base)).toBe(key);
  });

  it.each<[string, string]>([
    ['../secret.yaml', FILE],
    ['contracts/../../secret.yaml', FILE],
    ['..\\secret.yaml', FILE],
    ['/etc/passwd', FILE],
    ['file:/etc/passwd', FILE],
    ['https://git.example/s.yaml', FILE],
    ['C:\\secret.yaml', FILE],
    ['.', FILE],
    ['', FILE],
    ['../../../other/blob/main/s.yaml', GITHUB],
    ['../../../../../../../../s.yaml', GITHUB],
    ['/other/repo/blob/main/s.yaml', GITHUB],
    ['https://git.example/other/repo/blob/main/s.yaml', GITHUB],
    ['https://elsewhere.example/wh/stock/blob/main/s.yaml', GITHUB],
    ['//elsewhere.example/s.yaml', GITHUB],
    ['http://169.254.169.254/latest', GITHUB],
    ['https://user:secret@git.example/wh/stock/blob/main/s.yaml', GITHUB],
    ['ftp://git.example/wh/stock/blob/main/s.yaml', GITHUB],
    ['data:text/yaml,a', GITHUB],
    ['%2e%2e/%2e%2e/%2e%2e/other/blob/main/s.yaml', GITHUB],
    ['..%2f..%2fs.yaml', GITHUB],
    ['..\\..\\..\\other\\s.yaml', GITHUB],
    ['../../../s.yaml', 'url:https://plain.example/files/catalog-info.yaml'],
    ['../s.yaml', 'url:https://plain.example/files/catalog-info.yaml'],
    [
      '../../s.yaml',
      'url:https://dev.azure.com/o/p/_git/r?path=/x/catalog-info.yaml',
    ],
    ['../s.yaml', ''],
  ])('refuses %j in %s', (reference, base) => {
    expect(locateContract(reference, base)).toEqual({
      type: 'problem',
      reason: expect.stringMatching(/\.$/),
      fix: expect.stringMatching(/\.$/),
    });
    expect(contractKey(reference, base)).toBe(`unresolved:${reference}`);
  });

  it('never leaves the folder of a file, and never throws', () => {
    const step = fc.constantFrom(
      ...['..', '.', 'a', '', '\\', '/', '%2e%2e', '~', 'x:y', '\0'],
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), steps => {
        const location = locateContract(steps.join('/'), FILE);
        expect(
          location.type === 'problem' ||
            (location.type === 'file' &&
              /^\/srv\/examples\/products\/./.test(location.target) &&
              !location.target.split('/').includes('..')),
        ).toBe(true);
      }),
    );
  });

  it('never changes the repository, and never throws', () => {
    const step = fc.constantFrom(
      ...['..', '.', 'a', '', '?x', '#y', '%2e', ':', '@', 'https:', 'blob'],
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 10 }), steps => {
        const location = locateContract(steps.join('/'), GITHUB);
        expect(
          location.type === 'problem' ||
            (location.type === 'url' &&
              /^https:\/\/git\.example\/wh\/stock\/blob\/main\//.test(
                location.target,
              )),
        ).toBe(true);
      }),
    );
  });
});
