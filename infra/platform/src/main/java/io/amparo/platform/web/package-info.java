/** REST API support: problem details, idempotency keys, ETags and pages. */
@org.jspecify.annotations.NullMarked
package io.amparo.platform.web;
