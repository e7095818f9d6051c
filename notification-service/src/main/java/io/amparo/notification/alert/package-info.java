/** Breach alerts for operations teams: one for each edge, paged in groups, out to people and to the channels of the operator. */
@org.jspecify.annotations.NullMarked
package io.amparo.notification.alert;
