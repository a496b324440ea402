// @ts-check

/**
 * Records, and the sums that screens and judgements read instead of scanning them. Moments are milliseconds since the epoch.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('evidence', table => {
    table.comment('Every record that was accepted, as it was accepted');
    table
      .string('id', 64)
      .primary()
      .comment('SHA-256 of what makes the record the same record');
    table.string('kind', 16).notNullable();
    table.bigInteger('time').notNullable().comment('When it happened');
    table.bigInteger('received_at').notNullable();
    table.string('publisher', 255).notNullable();
    table.string('witness', 16).notNullable();
    table.string('basis', 16).notNullable().comment('observed or attested');
    table.boolean('may_backfill').notNullable();
    table.text('dataset_key').comment('As datasetKey of the core spells it');
    table.text('repository').comment('Of changes, in one spelling');
    table.text('product').comment('Where the sender named the product itself');
    table
      .text('payload')
      .notNullable()
      .comment('Everything else of the record, JSON');
    // Partial, because a record has one of the three: a write then touches one index, not three.
    for (const column of ['dataset_key', 'repository', 'product']) {
      table.index([column, 'time'], `evidence_${column}_idx`, {
        predicate: knex.whereNotNull(column),
      });
    }
  });

  await knex.schema.createTable('evidence_reach', table => {
    table.comment('What each publisher has sent about each server');
    table.string('publisher', 255).notNullable();
    table.string('kind', 16).notNullable();
    table.text('namespace').notNullable().comment('Empty where none is named');
    table.string('witness', 16).notNullable().comment('Of the last batch');
    table.bigInteger('records').notNullable();
    table.bigInteger('first_at').notNullable();
    table.bigInteger('last_at').notNullable();
    table.bigInteger('last_received_at').notNullable();
    table
      .bigInteger('usual_interval')
      .notNullable()
      .comment('Median time between days with records');
    table.primary(['publisher', 'kind', 'namespace']);
  });

  await knex.schema.createTable('evidence_reach_days', table => {
    table.comment('On which days a publisher had something to say');
    table.string('publisher', 255).notNullable();
    table.string('kind', 16).notNullable();
    table.text('namespace').notNullable();
    table.integer('day').notNullable().comment('Days since the epoch, UTC');
    table.primary(['publisher', 'kind', 'namespace', 'day']);
  });

  await knex.schema.createTable('evidence_addresses', table => {
    table.comment('What the records are about, whether a product claims it');
    table
      .string('address_kind', 16)
      .notNullable()
      .comment('dataset, repository or product');
    table.text('key').notNullable();
    table.string('publisher', 255).notNullable();
    table.string('kind', 16).notNullable();
    table.text('namespace').notNullable().comment('As in evidence_reach');
    table
      .text('dataset_namespace')
      .comment('As the sender first spelled it, for data sets');
    table.text('dataset_name');
    table
      .text('last_part')
      .comment('Of the normalised name: where near matches are looked for');
    table.bigInteger('records').notNullable();
    table.bigInteger('first_at').notNullable();
    table.bigInteger('last_at').notNullable();
    table.primary(['address_kind', 'key', 'publisher', 'kind']);
    table.index(['last_part'], 'evidence_addresses_last_part_idx');
  });

  await knex.schema.createTable('evidence_readers', table => {
    table.comment('Who reads which data set, from usage records');
    table.text('dataset_key').notNullable();
    table.string('consumer', 255).notNullable().comment('Empty: not known');
    table.string('principal', 255).notNullable().comment('Empty: not named');
    table.boolean('writer').notNullable();
    table.text('dataset_namespace').notNullable();
    table.text('dataset_name').notNullable();
    table.bigInteger('reads').notNullable();
    table.bigInteger('last_at').notNullable();
    table.primary(['dataset_key', 'consumer', 'principal', 'writer']);
    table.index(['last_at'], 'evidence_readers_last_at_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  for (const table of [
    'evidence_readers',
    'evidence_addresses',
    'evidence_reach_days',
    'evidence_reach',
    'evidence',
  ]) {
    await knex.schema.dropTable(table);
  }
};
