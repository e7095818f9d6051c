/** OpenAPI documents of the services: what the signatures of the controllers do not show, for all services alike. */
@org.jspecify.annotations.NullMarked
package io.amparo.platform.openapi;
