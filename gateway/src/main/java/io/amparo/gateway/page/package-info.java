/** Rendering of the HTML pages in the language of the request. */
@org.jspecify.annotations.NullMarked
package io.amparo.gateway.page;
