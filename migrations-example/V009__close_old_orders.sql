-- risk: update-every-row
UPDATE orders SET status = 'closed';
