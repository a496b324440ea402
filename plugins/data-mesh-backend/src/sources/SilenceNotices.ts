import { LoggerService } from '@backstage/backend-plugin-api';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { ClockService } from '@meshproof/backstage-plugin-data-mesh-node';
import { Knex } from 'knex';
import { EvidenceStore } from '../evidence/EvidenceStore';
import { Publisher } from '../evidence/Publisher';
import { ScorecardStore } from '../scorecard/ScorecardStore';
import { heldLevels } from './heldLevels';
import { silentSince } from './silentSince';

/**
 * Tells the owners of sources that fell silent: once for each silence, and nobody else. The teams whose levels are held have nothing
 * to repair.
 */
export class SilenceNotices {
  readonly #options: {
    database: Knex;
    publishers: Publisher[];
    evidence: EvidenceStore;
    scorecards: ScorecardStore;
    notifications: NotificationService;
    clock: ClockService;
    logger: LoggerService;
  };

  constructor(options: {
    database: Knex;
    publishers: Publisher[];
    evidence: EvidenceStore;
    scorecards: ScorecardStore;
    notifications: NotificationService;
    clock: ClockService;
    logger: LoggerService;
  }) {
    this.#options = options;
  }

  /** @returns how many owners were told, and how many could not be; those are told at the next turn */
  async tell(): Promise<{ told: number; failed: number }> {
    const { publishers, evidence, scorecards, database, clock, logger } =
      this.#options;
    const now = clock.now();
    const reach = await evidence.reach();
    const holds = heldLevels([...(await scorecards.listOutlines()).values()]);
    const known = new Map(
      (
        await database('silence_notices').select<
          { publisher: string; silent_since: number | string }[]
        >('publisher', 'silent_since')
      ).map(row => [row.publisher, Number(row.silent_since)]),
    );
    let told = 0;
    let failed = 0;
    for (const publisher of publishers) {
      const since = silentSince(
        reach.filter(row => row.publisher === publisher.id),
        now,
      );
      if (
        publisher.owner === undefined ||
        since === undefined ||
        known.get(publisher.id) === since
      ) {
        continue;
      }
      try {
        await this.#send(publisher.owner, publisher, {
          since,
          holds: holds.get(publisher.id),
        });
        // Noted after it was sent: a process that ends in between tells it twice rather than never.
        await database('silence_notices')
          .insert({
            publisher: publisher.id,
            silent_since: since,
            told_at: now,
          })
          .onConflict('publisher')
          .merge();
        told++;
      } catch (error) {
        failed++;
        logger.warn(
          `${publisher.owner} could not be told that ${publisher.id} is silent; it is tried again with the next turn`,
          error instanceof Error ? error : undefined,
        );
      }
    }
    return { told, failed };
  }

  async #send(
    owner: string,
    publisher: Publisher,
    silence: { since: number; holds?: { levels: number; until: string } },
  ): Promise<void> {
    const { holds } = silence;
    const day = (time: number | string) =>
      new Date(time).toISOString().slice(0, 10);
    await this.#options.notifications.send({
      recipients: { type: 'entity', entityRef: owner },
      payload: {
        title: `${publisher.title} sends no evidence since ${day(
          silence.since,
        )}`,
        description: holds
          ? `${holds.levels} ${
              holds.levels === 1 ? 'level is' : 'levels are'
            } shown as before until ${day(
              holds.until,
            )}. The teams have nothing to repair.`
          : 'What it would show is not known from then on. The teams have nothing to repair.',
        link: '/data-mesh/sources',
        severity: 'high',
        topic: 'data-mesh:sources',
        // One message for one silence, also where it is sent twice.
        scope: `data-mesh:silent:${publisher.id}:${silence.since}`,
      },
    });
  }
}
