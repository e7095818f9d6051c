/** Calls of the actuator endpoints of the services, as an administrator. */
@org.jspecify.annotations.NullMarked
package io.amparo.local.actuator;
