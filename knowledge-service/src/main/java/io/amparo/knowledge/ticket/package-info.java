/** Access to the tickets of ticket-service, and their texts without personal data. */
@org.jspecify.annotations.NullMarked
package io.amparo.knowledge.ticket;
