/** Mail templates and their rendering in the language and time zone of the recipient. */
@org.jspecify.annotations.NullMarked
package io.amparo.notification.template;
