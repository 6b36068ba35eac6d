-- risk: metadata-lock
ALTER TABLE customers ADD COLUMN phone VARCHAR(32) NULL;
