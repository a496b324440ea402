// @ts-check

/**
 * Which addresses a contract in force names, since records about others are told apart where a mapping in config leads to two; and
 * the words of people about products. Moments are milliseconds since the epoch.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('subject_addresses', table => {
    table
      .boolean('served')
      .notNullable()
      .defaultTo(true)
      .comment(
        'Named by a contract in force; else by an earlier one, or by a mapping in config',
      );
  });

  await knex.schema.createTable('attestations', table => {
    table.comment('What named people say about products and domains');
    table.string('id', 36).primary();
    table
      .string('subject_ref', 255)
      .notNullable()
      .comment('A product or a domain, lower case');
    table
      .string('about', 64)
      .notNullable()
      .comment('A check, or one of the topics');
    table.text('text').notNullable();
    table.text('link').comment('http or https');
    table.string('attester', 255).notNullable().comment('A user, by name');
    table
      .string('relation', 16)
      .notNullable()
      .comment('owner, group, consumer or platform, when it was said');
    table
      .text('on_behalf_of')
      .comment('The group or consumer in whose name it was said');
    table.bigInteger('valid_from').notNullable();
    table.bigInteger('expires_at').notNullable();
    table.bigInteger('created_at').notNullable();
    table.bigInteger('withdrawn_at').comment('Empty while it stands');
    table.string('withdrawn_by', 255).comment('A user, by name');
    table
      .string('request_key', 64)
      .notNullable()
      .comment('SHA-256 of who asked and its idempotency key');
    table
      .string('request_digest', 64)
      .notNullable()
      .comment('Of what was asked under that key');
    table.unique(['request_key'], { indexName: 'attestations_request_idx' });
    table.index(['subject_ref', 'created_at'], 'attestations_subject_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('attestations');
  await knex.schema.alterTable('subject_addresses', table => {
    table.dropColumn('served');
  });
};
