/** Home page, breach board page and health status of the suite. */
@org.jspecify.annotations.NullMarked
package io.amparo.gateway.home;
