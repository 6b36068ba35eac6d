-- risk: copy-alter, lossy-change, metadata-lock
ALTER TABLE orders MODIFY COLUMN note VARCHAR(100) NULL;
