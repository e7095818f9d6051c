/** SLA reports: attainment and percentiles of a period, as JSON and CSV. */
@org.jspecify.annotations.NullMarked
package io.amparo.sla.report;
