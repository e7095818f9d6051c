package io.amparo.eol.feed;

import java.time.Instant;

/**
 * A feed of the installed products of one contact.
 *
 * @param person contact id of its owner; who is no contact any more loses the feed
 * @param customerId company of the owner
 * @param name name that the owner gave, such as that of the calendar that reads it
 * @param language BCP 47 tag of its texts: a calendar asks in no language
 * @param requestId id of the request that created it
 */
record PersonalFeed(String id, String person, String customerId, String name, String language, String requestId,
        Instant createdAt) {}
