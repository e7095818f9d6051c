/** The in-app inbox of each person: the notices, and whether the person has read them. */
@org.jspecify.annotations.NullMarked
package io.amparo.notification.inbox;
