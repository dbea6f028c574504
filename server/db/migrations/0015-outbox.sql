-- Idempotency keys are kept as long as their person is: nothing looks for old ones any more.
drop index idempotency_keys_created;
