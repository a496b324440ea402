import { ContractChangeKind, COMPATIBILITY, requiredVersion } from '.';
import { ContractComparison } from './types';

function comparison(...kinds: ContractChangeKind[]): ContractComparison {
  const changes = kinds.map(kind => ({
    kind,
    verdict: COMPATIBILITY[kind].verdict,
    concern: COMPATIBILITY[kind].concern,
    path: '',
    sentence: '',
  }));
  const worst = (['breaking', 'warning', 'safe'] as const).find(verdict =>
    changes.some(change => change.verdict === verdict),
  );
  return { verdict: worst ?? 'safe', changes };
}

describe('the version a change asks for', () => {
  it.each([
    ['1.2.3', 'column-removed', '2.0.0', '2.0.0', true],
    ['1.2.3', 'column-removed', '1.3.0', '2.0.0', false],
    ['0.4.0', 'column-removed', '0.5.0', '1.0.0', false],
    ['1.2.3', 'column-removed', '3.1.0', '2.0.0', true],
    ['1.2.3', 'value-added', '1.3.0', '1.3.0', true],
    ['1.2.3', 'value-added', '1.2.4', '1.3.0', false],
    ['1.2.3', 'column-added', '1.3.0', '1.3.0', true],
    ['1.2.3', 'column-added', '1.2.9', '1.3.0', false],
    ['1.2.3', 'words-changed', '1.2.4', '1.2.4', true],
    ['1.2.3', 'words-changed', '1.2.3', '1.2.4', false],
    ['v2', 'column-removed', 'v3', '3.0.0', true],
    ['2.1', 'column-added', '2.2', '2.2.0', true],
    ['1.0.0-rc.1', 'words-changed', '1.0.1+7', '1.0.1', true],
  ] as const)(
    'after %s with %s, %s',
    (before, kind, after, required, isEnough) => {
      expect(
        requiredVersion(comparison(kind), { before, after }),
      ).toMatchObject({
        required,
        isEnough,
      });
    },
  );

  it('asks for nothing where nothing has changed', () => {
    expect(
      requiredVersion(comparison(), { before: '1.0.0', after: '1.0.0' }),
    ).toEqual({
      step: 'none',
      required: '1.0.0',
      isEnough: true,
      sentence: 'Version 1.0.0 says enough after 1.0.0: nothing has changed.',
    });
  });

  it('says why a version is too low', () => {
    expect(
      requiredVersion(comparison('column-removed'), {
        before: '1.4.0',
        after: '1.5.0',
      }).sentence,
    ).toBe(
      'The version has to be 2.0.0 or more, not 1.5.0, because something breaks existing readers.',
    );
  });

  it.each([
    ['latest', '1.0.0', undefined],
    [undefined, '1.0.0', undefined],
    ['1.0.0', 'next', '2.0.0'],
    ['1.0.0', undefined, '2.0.0'],
  ])(
    'does not judge what is no number: %s to %s',
    (before, after, required) => {
      const verdict = requiredVersion(comparison('column-removed'), {
        before,
        after,
      });
      expect(verdict.isEnough).toBeUndefined();
      expect(verdict.required).toBe(required);
      expect(verdict.sentence).toMatch(/no number/);
    },
  );
});
