/** SLA quotes: the targets and due times that a ticket would get. */
@org.jspecify.annotations.NullMarked
package io.amparo.sla.quote;
