package io.amparo.ticket.ticket;

import org.jspecify.annotations.Nullable;

/**
 * Further parts of the request that opened a ticket.
 *
 * @param followUpOf number of the closed ticket that it follows up; null for none
 * @param annotationsHash hash of external references and metadata, which may change later; null if there were none
 */
record RequestExtras(@Nullable String followUpOf, @Nullable String annotationsHash) {
    static final RequestExtras NONE = new RequestExtras(null, null);
}
