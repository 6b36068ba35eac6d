-- risk: drop-column, metadata-lock
ALTER TABLE customers DROP COLUMN fax;
