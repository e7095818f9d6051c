/** OpenAPI and AsyncAPI documents of the suite, and the page that shows them. */
@org.jspecify.annotations.NullMarked
package io.amparo.gateway.docs;
