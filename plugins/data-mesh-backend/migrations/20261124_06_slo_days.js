// @ts-check

/**
 * Service levels: what holds now, and day by day for years. Screens answer from these and never read records.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('slo_reports', table => {
    table.comment('The service level objectives of every subject, as of now');
    table.string('subject_ref', 255).primary();
    table.bigInteger('evaluated_at').notNullable();
    table.text('digest').notNullable().comment('Of everything shown');
    table.text('report').notNullable();
  });

  await knex.schema.createTable('slo_days', table => {
    table.comment('What each promise came to on each day, UTC');
    table.string('subject_ref', 255).notNullable();
    table.text('slo_key').notNullable();
    table.integer('day').notNullable().comment('Days since the epoch');
    table.integer('expected').notNullable();
    table.integer('measured').notNullable();
    table.integer('kept').notNullable();
    table.integer('excluded').notNullable();
    table
      .text('version')
      .comment('Version of the contract that promised it, where it has one');
    table.primary(['subject_ref', 'slo_key', 'day']);
    table.index(['subject_ref', 'day'], 'slo_days_subject_idx');
    table.index(['day'], 'slo_days_day_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('slo_days');
  await knex.schema.dropTable('slo_reports');
};
