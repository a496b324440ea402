// @ts-check

/**
 * Who was told that a source is silent, so that nobody is told twice. Moments are milliseconds since the epoch.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('silence_notices', table => {
    table.comment('Silences that the owner of a source was told of');
    table.string('publisher', 63).primary();
    table
      .bigInteger('silent_since')
      .notNullable()
      .comment('Of the last silence that was told');
    table.bigInteger('told_at').notNullable();
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('silence_notices');
};
