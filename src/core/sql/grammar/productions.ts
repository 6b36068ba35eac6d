const assign = "['='|':=']";

/** Terms of a syntax line that are syntax lines themselves. */
export const productions: Readonly<Record<string, string>> = {
  "database-option": `[DEFAULT] {{CHARACTER SET|CHARSET|CHAR SET} ['='] {before-eight DEFAULT|database-charset}|COLLATE ['='] {before-eight DEFAULT|database-collation}|ENCRYPTION ['='] text}|mysql READ ONLY ['='] {DEFAULT|number}|mariadb COMMENT ['='] text`,
  "tablespace-option":
    "{INITIAL_SIZE|EXTENT_SIZE|FILE_BLOCK_SIZE|AUTOEXTEND_SIZE|MAX_SIZE|UNDO_BUFFER_SIZE|REDO_BUFFER_SIZE|NODEGROUP} ['='] size|[STORAGE] ENGINE ['='] name-or-text|{ENCRYPTION|ENGINE_ATTRIBUTE|COMMENT} ['='] text|WAIT|','",
  "storage-engine": "[STORAGE] ENGINE ['='] name-or-text",
  "drop-option": "storage-engine|WAIT|','",
  "server-option": "{HOST|DATABASE|USER|PASSWORD|SOCKET|OWNER} text|PORT number",
  "sequence-option":
    "START [WITH|'='] signed|INCREMENT [BY|'='] signed|{MINVALUE|MAXVALUE|CACHE} ['='] signed|{NO MINVALUE|NO MAXVALUE|NOCACHE|NOMINVALUE|NOMAXVALUE|NOCYCLE|CYCLE|RESTART [[WITH|'='] signed]}|ENGINE ['='] name|COMMENT ['='] text",
  signed: "['-'] number",
  xid: "literal [',' literal [',' number]]",
  "handler-read": "name {'='|'<='|'>='|'<'|'>'} '(' expr,... ')'|name {FIRST|NEXT|PREV|LAST}|{FIRST|NEXT}",
  "signal-item": "name '=' expr",
  "diagnostics-item": "{variable|name} '=' {NUMBER|ROW_COUNT}",
  "condition-item":
    "{variable|name} '=' {CLASS_ORIGIN|SUBCLASS_ORIGIN|CONSTRAINT_CATALOG|CONSTRAINT_SCHEMA|CONSTRAINT_NAME|CATALOG_NAME|SCHEMA_NAME|TABLE_NAME|COLUMN_NAME|CURSOR_NAME|MESSAGE_TEXT|MYSQL_ERRNO|RETURNED_SQLSTATE|mariadb ROW_NUMBER}",
  /** CREATE USER and ALTER USER: one account with its authentication (manual 15.7.1.3). */
  "account-option": "account [identified [AND identified]... | DISCARD OLD PASSWORD | factor...]",
  identified:
    "IDENTIFIED {BY {RANDOM PASSWORD|[PASSWORD before-eight] text}|VIA mariadb mariadb-plugin [OR mariadb-plugin]...|WITH auth-plugin [{BY {RANDOM PASSWORD|text}|AS {text|number}|USING text} ] [INITIAL AUTHENTICATION IDENTIFIED {BY {RANDOM PASSWORD|text}|WITH auth-plugin AS text}]} [REPLACE text] [RETAIN CURRENT PASSWORD]",
  "mariadb-plugin": "name-or-text [{USING|AS} {PASSWORD '(' text ')'|text}]",
  factor:
    "{ADD|MODIFY} number FACTOR identified|DROP number FACTOR|number FACTOR {UNREGISTER|INITIATE REGISTRATION|FINISH REGISTRATION SET CHALLENGE_RESPONSE AS text}",
  /** Accounts were created by GRANT up to 5.7, and still are in MariaDB. */
  "grant-account": "account [old-grant-identified identified]",
  "tls-options": "NONE|SSL|X509|tls-option [[AND] tls-option]...",
  "tls-option": "{CIPHER|ISSUER|SUBJECT} text",
  "resource-option":
    "{MAX_QUERIES_PER_HOUR|MAX_UPDATES_PER_HOUR|MAX_CONNECTIONS_PER_HOUR|MAX_USER_CONNECTIONS|MAX_STATEMENT_TIME} number",
  "old-resource": "before-eight resource-option",
  "account-lock":
    "ACCOUNT {LOCK|UNLOCK}|PASSWORD EXPIRE [DEFAULT|NEVER|INTERVAL number DAY]|PASSWORD HISTORY {DEFAULT|number}|PASSWORD REUSE INTERVAL {DEFAULT|number DAY}|PASSWORD REQUIRE CURRENT [DEFAULT|OPTIONAL]|FAILED_LOGIN_ATTEMPTS number|PASSWORD_LOCK_TIME {number|UNBOUNDED}",
  "user-pair": "account TO account",
  privilege: "privilege-name [ '(' name,... ')' ]",
  "privilege-name":
    "ALL [PRIVILEGES]|ALTER ROUTINE|CREATE {ROUTINE|TEMPORARY TABLES|VIEW|USER|ROLE|TABLESPACE}|DROP ROLE|LOCK TABLES|REPLICATION {CLIENT|SLAVE}|SHOW {DATABASES|VIEW}|GRANT OPTION|ALTER|CREATE|DELETE|DROP|EVENT|EXECUTE|FILE|INDEX|INSERT|PROCESS|REFERENCES|RELOAD|SELECT|SHUTDOWN|SUPER|TRIGGER|UPDATE|USAGE|mariadb DELETE HISTORY|mariadb {BINLOG|CONNECTION|FEDERATED|READ_ONLY|REPLICATION|SLAVE} {ADMIN|MONITOR|REPLAY}|dynamic-privilege",
  "grant-object": "{FUNCTION|PROCEDURE|LIBRARY} scope|[TABLE] table-scope",
  "group-option": "VCPU ['='] vcpu [[','] vcpu]...|THREAD_PRIORITY ['='] signed",
  vcpu: "number ['-' number]",
  filter: "{LIKE text|WHERE expr}",
  /** Where SHOW looks: `FROM t`, `FROM t FROM db`. */
  "from-database": "{FROM|IN} name",
  "source-option": `source-option-name ${assign} {signed|NULL|ON|OFF|account|'(' [number,...] ')'}`,
  "filter-rule":
    "{REPLICATE_DO_DB|REPLICATE_IGNORE_DB} '=' '(' [name,...] ')'|{REPLICATE_DO_TABLE|REPLICATE_IGNORE_TABLE} '=' '(' [filter-table,...] ')'|{REPLICATE_WILD_DO_TABLE|REPLICATE_WILD_IGNORE_TABLE} '=' '(' [text,...] ')'|REPLICATE_REWRITE_DB '=' '(' [filter-pair,...] ')'",
  "filter-table": "name '.' name",
  "filter-pair": "'(' name ',' name ')'",
  "start-until":
    "UNTIL {{SQL_BEFORE_GTIDS|SQL_AFTER_GTIDS|MASTER_LOG_FILE|SOURCE_LOG_FILE|RELAY_LOG_FILE} '=' text [',' {MASTER_LOG_POS|SOURCE_LOG_POS|RELAY_LOG_POS} '=' number]|SQL_AFTER_MTS_GAPS}",
  channel: "FOR CHANNEL text",
  "connection-option": "{USER|PASSWORD|DEFAULT_AUTH|PLUGIN_DIR} '=' text",
  "cached-table": "table key-list [IGNORE LEAVES]",
  "cached-partitions": "table PARTITION '(' {ALL|name,...} ')' key-list [IGNORE LEAVES]",
  "key-list": "[{INDEX|KEY} '(' {name|PRIMARY},... ')']",
  "explain-format": "FORMAT '=' {name|text|JSON|TREE|TRADITIONAL} [INTO variable]|INTO variable",
};
