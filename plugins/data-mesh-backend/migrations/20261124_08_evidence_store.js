// @ts-check

/**
 * What of a product's evidence is to be deleted on request, and how far that is. Moments are milliseconds since the epoch.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('evidence_deletions', table => {
    table.comment('The last request to delete the evidence of a product');
    table.string('subject_ref', 255).primary();
    table.bigInteger('requested_at').notNullable();
    table
      .bigInteger('finished_at')
      .index('evidence_deletions_finished_idx')
      .comment('Empty while records are left');
    table
      .boolean('erase')
      .notNullable()
      .comment('Whether all that is kept of the product goes as well');
    table.bigInteger('records').notNullable().comment('Deleted so far');
    table
      .integer('shared')
      .notNullable()
      .comment('Addresses left alone, because another product claims them');
    table
      .text('addresses')
      .notNullable()
      .comment('What the records are found by, JSON');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('evidence_deletions');
};
