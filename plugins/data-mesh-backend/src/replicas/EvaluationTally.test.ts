import { EvaluationTally } from './EvaluationTally';

const MINUTE = 60_000;

describe('EvaluationTally', () => {
  it('sums the last five minutes and forgets those before', () => {
    let now = 100 * MINUTE;
    const tally = new EvaluationTally(() => now);
    tally.add('committed', 0.5);
    tally.add('failed', 2);
    now += MINUTE;
    tally.add('unchanged', 0.25);
    expect(tally.figures()).toEqual({
      minutes: 5,
      turns: 3,
      changed: 1,
      failed: 1,
      seconds: 2.75,
      longest: 2,
    });
    now += 4 * MINUTE;
    expect(tally.figures()).toMatchObject({
      turns: 1,
      failed: 0,
      longest: 0.25,
    });
    now += MINUTE;
    expect(tally.figures()).toMatchObject({ turns: 0, seconds: 0, longest: 0 });
  });
});
