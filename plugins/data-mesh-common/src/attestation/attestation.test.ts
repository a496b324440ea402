import {
  ATTESTATION_MOST_TEXT,
  AttestationProblem,
  AttestationRequest,
  findAttestationProblems,
} from './attestation';

const SCRIPT = ['javascript', 'alert(1)'].join(':');
const NOW = Date.parse('2026-11-20T10:00:00Z');
const request: Omit<AttestationRequest, 'subject'> = {
  about: 'on-call',
  text: 'I called at night and somebody answered',
};

function problemsOf(more: Partial<AttestationRequest>): AttestationProblem[] {
  return findAttestationProblems(
    { ...request, ...more },
    { now: NOW, accepts: about => about === 'on-call' },
  );
}

describe('findAttestationProblems', () => {
  it.each<[string, Partial<AttestationRequest>]>([
    ['the least', {}],
    ['a link', { link: 'https://wiki.example/rota' }],
    ['dates', { from: '2026-11-01', expiresAt: '2027-04-30' }],
    ['times', { from: '2026-11-20T10:00:00+01:00' }],
    ['the longest text', { text: 'x'.repeat(ATTESTATION_MOST_TEXT) }],
    ['HTML, which stays text', { text: '<script>alert(1)</script>' }],
    ['a half of the time', { expiresAt: '2026-12-20' }],
  ])('accepts %s', (_what, more) => {
    expect(problemsOf(more)).toEqual([]);
  });

  it.each<[Partial<AttestationRequest>, string]>([
    [{ about: '' }, 'about missing'],
    [{ about: 'weather' }, 'about unknown'],
    [{ text: ' \n' }, 'text missing'],
    [{ text: 'x'.repeat(ATTESTATION_MOST_TEXT + 1) }, 'text too-long'],
    [{ text: 'a\0b' }, 'text no-text'],
    [{ link: SCRIPT }, 'link no-web-address'],
    [{ link: 'https:wiki.example' }, 'link no-web-address'],
    [{ link: 'ftp://wiki.example' }, 'link no-web-address'],
    [{ link: 'https://ana:secret@wiki.example' }, 'link no-web-address'],
    [{ link: `https://wiki.example/${'x'.repeat(2050)}` }, 'link too-long'],
    [{ key: 'x'.repeat(257) }, 'key too-long'],
    [{ from: 'yesterday' }, 'from no-time'],
    [{ from: '2026-02-31T10:00:00' }, 'from no-time'],
    [{ from: '2028-01-01', expiresAt: '2028-02-01' }, 'from too-far-ahead'],
    [{ expiresAt: 'soon' }, 'expiresAt no-time'],
    [{ expiresAt: '2026-11-20' }, 'expiresAt before-from'],
    [{ from: '2026-06-01', expiresAt: '2026-11-01' }, 'expiresAt over-already'],
    [{ expiresAt: '2027-05-20' }, 'expiresAt longer-than-180-days'],
  ])('%j', (more, expected) => {
    expect(
      problemsOf(more).map(({ field, problem }) => `${field} ${problem}`),
    ).toEqual([expected]);
  });
});
