package io.amparo.knowledge.forum;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Record that the notices of one page of recipients were published, or the secret of a change. It names no person: the recipients
 * stand only in the events, which the store forgets once they are published.
 *
 * @param secret random; the ids of the notices of a change are its hashes, because a hash of public facts could be guessed; null
 *     for a page
 */
record SentNotice(String id, Instant at, @Nullable String secret) {}
