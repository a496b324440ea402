import { Sender } from './EvidenceDoor';
import { SendingLimits } from './SendingLimits';
import { TooManyRequestsError } from './TooManyRequestsError';

const rates = {
  publisher: { requestsPerMinute: 4, recordsPerMinute: 600 },
  person: { requestsPerMinute: 2, recordsPerMinute: 60 },
};
const publisher = (id: string) =>
  ({ type: 'publisher', publisher: { id } } as Sender);
const person = (user: string) => ({ type: 'person', user } as Sender);

describe('SendingLimits', () => {
  let now = 0;
  let limits: SendingLimits;
  beforeEach(() => {
    now = 1_000;
    limits = SendingLimits.create({ rates, now: () => now });
  });

  function refusal(sender: Sender): TooManyRequestsError | undefined {
    try {
      limits.admit(sender);
      return undefined;
    } catch (error) {
      return error as TooManyRequestsError;
    }
  }

  it('lets through as many requests as may be, and says when the next one may come', () => {
    for (let request = 0; request < 4; request++) {
      expect(refusal(publisher('dbt'))).toBeUndefined();
    }
    expect(refusal(publisher('dbt'))).toMatchObject({
      statusCode: 429,
      retryAfter: 15,
      message:
        'More than 4 requests a minute: send again after 15 s. How many a publisher may send is set by dataMesh.evidence.limits.publisher.requestsPerMinute',
    });
    now += 14_000;
    expect(refusal(publisher('dbt'))?.retryAfter).toBe(1);
    now += 1_000;
    expect(refusal(publisher('dbt'))).toBeUndefined();
    expect(refusal(publisher('dbt'))?.retryAfter).toBe(15);
  });

  it('reads a request to its end, and lets the next one wait for what it had over', () => {
    limits.admit(publisher('dbt'))(1_200);
    expect(refusal(publisher('dbt'))).toMatchObject({
      retryAfter: 61,
      message: expect.stringMatching(
        /^More than 600 records a minute.*publisher\.recordsPerMinute$/,
      ),
    });
    now += 61_000;
    expect(refusal(publisher('dbt'))).toBeUndefined();
  });

  it('counts each sender for itself, and people by their own rate', () => {
    limits.admit(publisher('ana'))(1_200);
    expect(refusal(publisher('soda'))).toBeUndefined();
    expect(refusal(person('ana'))).toBeUndefined();
    expect(refusal(person('ana'))).toBeUndefined();
    expect(refusal(person('ana'))?.message).toMatch(
      'dataMesh.evidence.limits.person.requestsPerMinute',
    );
    expect(refusal(person('ben'))).toBeUndefined();
  });

  it('lets nobody save up', () => {
    refusal(publisher('dbt'));
    now += 3_600_000;
    for (let request = 0; request < 4; request++) {
      expect(refusal(publisher('dbt'))).toBeUndefined();
    }
    expect(refusal(publisher('dbt'))).toBeDefined();
  });
});
