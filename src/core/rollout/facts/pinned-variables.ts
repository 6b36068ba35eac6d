/**
 * Settings that every session of a rollout is given before its first statement, whatever the server's own are: what is
 * computed from them is the same in every session.
 */
export const pinnedVariables: ReadonlySet<string> = new Set(
  "autocommit character_set_client character_set_connection character_set_results check_constraint_checks collation_connection completion_type default_storage_engine default_tmp_storage_engine div_precision_increment explicit_defaults_for_timestamp foreign_key_checks group_concat_max_len innodb_lock_wait_timeout lc_time_names lock_wait_timeout max_execution_time max_statement_time old_alter_table sql_auto_is_null sql_big_selects sql_mode sql_notes sql_quote_show_create sql_safe_updates sql_select_limit time_zone transaction_isolation transaction_read_only tx_isolation tx_read_only unique_checks updatable_views_with_limit wait_timeout".split(
    " ",
  ),
);
