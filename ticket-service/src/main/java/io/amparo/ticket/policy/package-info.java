/** Projection of the support policy: which fields a ticket needs, and its priority. */
@org.jspecify.annotations.NullMarked
package io.amparo.ticket.policy;
