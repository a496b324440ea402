// @ts-check

/** Moments are milliseconds since the epoch; JSON is text, so that both databases keep it byte for byte. */

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('subjects', table => {
    table.comment('The data products that the catalog has, or once had');
    table.string('ref', 255).primary().comment('Entity reference, lower case');
    table
      .text('identity')
      .index('subjects_identity_idx')
      .comment('meshproof.dev/id, which outlives a change of name');
    table.text('etag').comment('Etag of the entity when it was last read');
    table.string('state', 8).notNullable().comment('live or gone');
    table.bigInteger('first_seen').notNullable();
    table.bigInteger('gone_at');
    table.text('claim_digest').notNullable();
    table.text('owner');
    table.text('domain');
    table.text('curator');
    table
      .text('entity')
      .notNullable()
      .comment('What lists show of the entity, without its relations');
    table
      .text('surroundings_digest')
      .comment('Of the surroundings it was last judged in');
    table
      .bigInteger('next_look_at')
      .index('subjects_next_look_idx')
      .comment('When time alone may change a state');
  });

  await knex.schema.createTable('claim_versions', table => {
    table.comment('What a product claimed, from a moment on');
    table.increments('id');
    table.string('subject_ref', 255).notNullable();
    table.bigInteger('valid_from').notNullable();
    table.text('digest').notNullable();
    table.text('claim').notNullable();
    table.index(['subject_ref', 'valid_from'], 'claim_versions_subject_idx');
  });

  await knex.schema.createTable('subject_addresses', table => {
    table.comment('Which evidence belongs to whom, at present');
    table.string('subject_ref', 255).notNullable();
    table.string('kind', 16).notNullable().comment('dataset or repository');
    table.text('key').notNullable();
    table.index(['kind', 'key'], 'subject_addresses_key_idx');
    table.index(['subject_ref'], 'subject_addresses_subject_idx');
  });

  await knex.schema.createTable('subject_address_history', table => {
    table.comment('Data sets a product served, so that history follows them');
    table.string('subject_ref', 255).notNullable();
    table.text('key').notNullable();
    table.bigInteger('since').notNullable();
    table.bigInteger('until').comment('Empty while it is served');
    table.index(['key'], 'subject_address_history_key_idx');
    table.index(['subject_ref'], 'subject_address_history_subject_idx');
  });

  await knex.schema.createTable('product_owner_seats', table => {
    table.comment(
      'Since when a declared product owner is no longer in the owner group',
    );
    table.string('subject_ref', 255).notNullable();
    table.string('member', 255).notNullable();
    table.bigInteger('left_at').comment('Empty while in the group');
    table.primary(['subject_ref', 'member']);
  });

  await knex.schema.createTable('contract_documents', table => {
    table.comment('The documents that ports refer to, as they were last read');
    table.string('key', 1024).primary();
    table.text('location').notNullable();
    table.text('signature').comment('Etag, or time and size of the file');
    table.text('digest').comment('Of the version in use');
    table.text('contract_id').index('contract_documents_id_idx');
    table.text('contract_version');
    table.text('problem').comment('Why the document cannot be used as it is');
    table.bigInteger('checked_at').notNullable();
  });

  await knex.schema.createTable('contract_versions', table => {
    table.comment('Each distinct version of a contract document');
    table.increments('id');
    table.string('key', 1024).notNullable();
    table.bigInteger('valid_from').notNullable();
    table.text('digest').notNullable();
    table.text('document').notNullable();
    table.index(['key', 'valid_from'], 'contract_versions_key_idx');
  });

  await knex.schema.createTable('evaluation_queue', table => {
    table.comment('One row per subject that has to be looked at');
    table.string('subject_ref', 255).primary();
    table.integer('causes').notNullable().comment('Bits, see EvaluationQueue');
    table.bigInteger('version').notNullable().comment('Grows with each cause');
    table.bigInteger('available_at').notNullable();
    table.integer('attempts').notNullable().defaultTo(0);
    table.text('lease_owner');
    table.bigInteger('lease_until');
    table.index(['available_at'], 'evaluation_queue_available_idx');
  });

  await knex.schema.createTable('scorecards', table => {
    table.comment('The result in force of every subject');
    table.string('subject_ref', 255).primary();
    table.bigInteger('evaluated_at').notNullable();
    table.text('claim_digest').notNullable().comment('The claim it judged');
    table.text('rules_digest').notNullable().comment('Rubric and settings');
    table.text('digest').notNullable().comment('Of everything shown');
    table.text('scorecard').notNullable();
    table.text('owner_verdict').notNullable();
    table.text('outline').notNullable().comment('What lists and sums need');
    table.text('consumers').notNullable();
  });

  await knex.schema.createTable('scorecard_history', table => {
    table.comment('A row whenever a state, level, verdict or coverage changed');
    table.increments('id');
    table.string('subject_ref', 255).notNullable();
    table.bigInteger('at').notNullable();
    table.integer('causes').notNullable();
    table.text('digest').notNullable();
    table.text('result').notNullable();
    table.index(['subject_ref', 'at'], 'scorecard_history_subject_idx');
  });

  await knex.schema.createTable('level_changes', table => {
    table.comment('The computed level, whenever it changed');
    table.increments('id');
    table.string('subject_ref', 255).notNullable();
    table.bigInteger('at').notNullable();
    table.integer('level').notNullable();
    table.index(['subject_ref', 'at'], 'level_changes_subject_idx');
  });

  await knex.schema.createTable('findings', table => {
    table.comment('When a finding first held: that day its owner is told');
    table.increments('id');
    table.string('subject_ref', 255).notNullable();
    table.string('kind', 32).notNullable();
    table.bigInteger('told_at').notNullable();
    table.bigInteger('closed_at');
    table.index(['subject_ref'], 'findings_subject_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  for (const table of [
    'findings',
    'level_changes',
    'scorecard_history',
    'scorecards',
    'evaluation_queue',
    'contract_versions',
    'contract_documents',
    'product_owner_seats',
    'subject_address_history',
    'subject_addresses',
    'claim_versions',
    'subjects',
  ]) {
    await knex.schema.dropTable(table);
  }
};
