/** Spring Boot application of the notification service. */
@org.jspecify.annotations.NullMarked
package io.amparo.notification;
