/** Projection of customers: contract terms that affect SLA clocks, and contacts. */
@org.jspecify.annotations.NullMarked
package io.amparo.sla.customer;
