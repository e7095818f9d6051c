/** Routes to the services, with circuit breakers, body limits and streaming responses. */
@org.jspecify.annotations.NullMarked
package io.amparo.gateway.route;
