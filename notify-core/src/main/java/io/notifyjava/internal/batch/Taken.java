package io.notifyjava.internal.batch;

import io.notifyjava.batch.LedgerKey;
import io.notifyjava.message.Message;
import org.jspecify.annotations.Nullable;

/**
 * A message that was taken from the source and is to be sent.
 *
 * @param index its place in the source, from 0
 * @param duplicate whether an earlier one had the same recipient
 * @param key under which the ledger has it as begun; null without a ledger
 */
record Taken(long index, Message message, boolean duplicate, @Nullable LedgerKey key) {}
