/** Monthly statement of consultancy hours, as JSON, CSV and PDF. */
@org.jspecify.annotations.NullMarked
package io.amparo.entitlement.statement;
